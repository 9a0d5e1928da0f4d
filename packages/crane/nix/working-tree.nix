# The outputs of the repository's flake as the working tree has it. `nix build .#x` copies all that git tracks to the store
# before it evaluates anything; here each crate's files are read where they lie, and what comes out are the same store paths.
{
  # JSON: name of an input → a directory that takes its place, as `--override-input NAME path:DIRECTORY` has it.
  inputOverrides ? "{}",
  # JSON: paths that Git ignores, and a flake does not see.
  ignored ? "[]",
}:
let
  root = ../..;
  flake = import (root + "/flake.nix");
  inputs = import ./lib/flake-inputs.nix {
    lockFile = root + "/flake.lock";
    declared = flake.inputs or { };
    overrides = builtins.fromJSON inputOverrides;
  };
  outputs = flake.outputs (inputs // { inherit self; });
  self = outputs // {
    inherit inputs outputs;
    outPath = root;
    _type = "flake";
    ignoredPaths = builtins.fromJSON ignored;
  };
in
outputs
