# A member that is added to a workspace to have something compiled: { name, dir, locked, files }. `files` are texts by path,
# with its manifest.
{
  lib,
  childPath,
  printToml,
}:
{
  workspace,
  name,
  # Its manifest beside `package`; and text that follows it.
  manifest,
  moreManifest ? "",
  # The packages of the lock that it depends on.
  dependencies,
  # By path in its directory.
  sources,
}:
let
  dir = childPath workspace name;
  package = {
    inherit name;
    version = "0.0.0";
    edition = "2021";
  };
  manifestText = printToml (manifest // { inherit package; }) + moreManifest;
  files = sources // {
    "Cargo.toml" = manifestText;
  };
in
{
  inherit name dir;
  locked = {
    inherit name dependencies;
    inherit (package) version;
  };
  files = lib.mapAttrs' (path: text: {
    name = childPath dir path;
    value = text;
  }) files;
}
