# The settings of clippy, rustfmt and nextest that hold for a crate and lie above its directory, relative to the repository.
{ root, crate }:
let
  childPath = import ./child-path.nix;
  names = [
    ".clippy.toml"
    ".rustfmt.toml"
    "clippy.toml"
    "rustfmt.toml"
  ];
in
builtins.filter (path: builtins.pathExists (root + "/${path}")) (
  builtins.concatMap (dir: map (childPath dir) names) (import ./directories-to.nix crate.dir)
  ++ [ (childPath crate.workspace ".config/nextest.toml") ]
)
