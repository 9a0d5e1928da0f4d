# The outputs of the flake for one system.
{
  pkgs,
  inputs,
  data,
  cargo,
  # What a person may choose, see ../default.nix.
  options,
}:
let
  inherit (data) crates;
  hasWasm = builtins.any (crate: crate ? wasm) (builtins.attrValues crates);
  toolchain = import ./toolchain/choose.nix {
    inherit pkgs inputs;
    inherit (cargo) root;
    data = data.toolchain;
    choice = options.toolchain;
    hash = options.toolchainHash;
    targets = if hasWasm then [ "wasm32-unknown-unknown" ] else [ ];
  };
  inherit (toolchain) craneLib wasmLinkers;
  check = import ./toolchain/check-crate.nix {
    data = data.toolchain;
    choice = options.toolchain;
  };
  overrides = import ./read-overrides.nix {
    inherit crates;
    inherit (cargo) root;
    file = options.overrides;
    arguments = {
      inherit pkgs craneLib inputs;
      inherit (pkgs) lib;
    };
  };
  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
  };
  vendored = import ./vendored-packages.nix { inherit cargo registries overrides; };
  argumentsOf = import ./crane-arguments.nix {
    inherit
      pkgs
      craneLib
      cargo
      overrides
      registries
      vendored
      ;
  };
  derivations = import ./crate-derivation.nix { inherit craneLib cargo argumentsOf; };
  wasm = import ./wasm/packages.nix {
    inherit
      pkgs
      craneLib
      cargo
      data
      argumentsOf
      wasmLinkers
      ;
    bindgenHashes = options.wasmBindgenHashes;
  };
  tasks = builtins.mapAttrs (key: builtins.mapAttrs (_: check crates.${key})) (
    import ./tasks.nix {
      inherit
        pkgs
        craneLib
        cargo
        derivations
        argumentsOf
        wasm
        ;
      inherit (options) testRunner;
    }
  );
  checked = builtins.mapAttrs (key: check crates.${key});
  packages = checked (derivations // builtins.mapAttrs (_: each: each.npmPackage) wasm);
  apps = import ./apps.nix {
    crates = cargo.lockedCrates;
    # Programs of a wasm crate are no part of its package.
    derivations = checked derivations;
  };
in
{
  packages =
    packages
    // (
      if packages ? default then
        { }
      else
        {
          default = import ./all-crates.nix {
            inherit pkgs;
            derivations = packages;
          };
        }
    );
  checks =
    import ./workspace-checks.nix {
      inherit
        pkgs
        craneLib
        cargo
        registries
        vendored
        inputs
        ;
    }
    // import ./checks.nix { inherit tasks; };
  inherit apps;
  devShells.default = import ./dev-shell.nix {
    inherit
      pkgs
      craneLib
      wasm
      wasmLinkers
      ;
    settings = import ./shell-settings.nix { inherit pkgs cargo overrides; };
  };
  formatter = pkgs.nixfmt;
  legacyPackages = {
    inherit tasks;
    # The crates that have none of them, since their workspaces have no lock.
    unlocked = builtins.attrNames (builtins.removeAttrs crates (builtins.attrNames tasks));
  };
  # Without their context: who asks for a path does not want it built.
  storePaths = builtins.mapAttrs (
    _: builtins.mapAttrs (_: task: builtins.unsafeDiscardStringContext task.outPath)
  ) tasks;
}
