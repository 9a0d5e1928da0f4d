# The outputs of the flake for one system.
{
  pkgs,
  craneLib,
  data,
  cargo,
  # The inputs of the flake.
  inputs,
  # The overrides file, or null.
  overridesFile,
  testRunner,
}:
let
  inherit (data) crates;
  overrides = import ./read-overrides.nix {
    inherit crates;
    inherit (cargo) root;
    file = overridesFile;
    arguments = {
      inherit pkgs craneLib inputs;
      inherit (pkgs) lib;
    };
  };
  derivations = import ./crate-derivation.nix {
    inherit
      pkgs
      craneLib
      cargo
      overrides
      ;
  };
  tasks = import ./tasks.nix {
    inherit
      pkgs
      craneLib
      cargo
      derivations
      overrides
      testRunner
      ;
  };
  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
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
  checks =
    import ./workspace-checks.nix {
      inherit
        pkgs
        craneLib
        cargo
        registries
        overrides
        inputs
        ;
    }
    // import ./checks.nix { inherit tasks; };
  inherit apps;
  devShells.default = craneLib.devShell (
    import ./shell-settings.nix { inherit pkgs cargo overrides; }
  );
  formatter = pkgs.nixfmt;
  legacyPackages = {
    inherit tasks;
  };
  # Without their context: who asks for a path does not want it built.
  storePaths = builtins.mapAttrs (
    _: builtins.mapAttrs (_: task: builtins.unsafeDiscardStringContext task.outPath)
  ) tasks;
}
