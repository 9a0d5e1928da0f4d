# How files of the repository are read, by their paths in it.
{
  lib,
  root,
  data,
  ignored,
  storeName,
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
  # A file, or a directory, as a store path of its own: no other file moves it.
  repositoryFile =
    path:
    builtins.path {
      name = storeName (baseNameOf path);
      path = root + "/${path}";
    };
}
