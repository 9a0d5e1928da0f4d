# The outputs of the flake for one system.
{
  pkgs,
  craneLib,
  data,
  cargo,
}:
let
  inherit (data) crates;
  argumentsOf = import ./crane-arguments.nix { inherit pkgs craneLib cargo; };
  derivations = import ./crate-derivation.nix { inherit craneLib cargo argumentsOf; };
  tasks = import ./tasks.nix {
    inherit
      pkgs
      craneLib
      cargo
      derivations
      argumentsOf
      ;
  };
  apps = import ./apps.nix { inherit crates derivations; };
in
{
  packages =
    derivations
    // (
      if derivations ? default then
        { }
      else
        {
          default = import ./all-crates.nix { inherit pkgs derivations; };
        }
    );
  checks = import ./checks.nix { inherit tasks; };
  inherit apps;
  devShells.default = craneLib.devShell { };
  formatter = pkgs.nixfmt;
  legacyPackages = {
    inherit tasks;
  };
  # Without their context: who asks for a path does not want it built.
  storePaths = builtins.mapAttrs (
    _: builtins.mapAttrs (_: task: builtins.unsafeDiscardStringContext task.outPath)
  ) tasks;
}
