# The settings of clippy, rustfmt and nextest that hold for a crate and lie above its directory, relative to the repository.
{ isThere, crate }:
let
  childPath = import ./child-path.nix;
  parts = builtins.filter (part: builtins.isString part && part != "") (
    builtins.split "/" crate.dir
  );
  count = builtins.length parts;
  above = builtins.genList (
    length: builtins.concatStringsSep "/" (builtins.genList (builtins.elemAt parts) length)
  ) count;
  here = if count == 0 then [ "" ] else [ crate.dir ];
  names = [
    ".clippy.toml"
    ".rustfmt.toml"
    "clippy.toml"
    "rustfmt.toml"
  ];
in
builtins.filter isThere (
  builtins.concatMap (dir: map (childPath dir) names) (above ++ here)
  ++ [ (childPath crate.workspace ".config/nextest.toml") ]
)
