# How files of the repository are read: { isIgnored, isThere, readToml }, by paths.
{
  lib,
  root,
  data,
  ignored,
}:
let
  ignoredSet = lib.genAttrs ignored (_: true);
in
rec {
  # Whether a path is taken for absent.
  isIgnored = path: ignoredSet ? ${path};
  # Whether a flake sees the file. A directory of which all is ignored is one path.
  isThere =
    let
      isBelowIgnored = path: path != "." && (isIgnored path || isBelowIgnored (dirOf path));
    in
    path: !(isBelowIgnored path) && builtins.pathExists (root + "/${path}");
  # Nix does not know all of TOML: what it cannot read is handed over.
  readToml =
    path:
    data.manifests.${path} or (builtins.addErrorContext "while reading ${path}" (
      builtins.fromTOML (builtins.readFile (root + "/${path}"))
    ));
}
