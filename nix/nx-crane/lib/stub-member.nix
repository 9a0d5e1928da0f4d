# A member that is added to a workspace to have something compiled: { name, dir, locked, files }. `files` are texts by path,
# with its manifest.
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
  childPath = import ./child-path.nix;
  dir = childPath workspace name;
  package = {
    inherit name;
    version = "0.0.0";
    edition = "2021";
  };
  manifestText = import ./print-toml.nix (manifest // { inherit package; }) + moreManifest;
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
  files = builtins.listToAttrs (
    map (path: {
      name = childPath dir path;
      value = files.${path};
    }) (builtins.attrNames files)
  );
}
