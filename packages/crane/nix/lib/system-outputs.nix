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
  guard = import ./toolchain/guard.nix {
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
  argumentsOf = import ./crane-arguments.nix {
    inherit
      pkgs
      craneLib
      cargo
      overrides
      ;
  };
  derivations = import ./crate-derivation.nix { inherit craneLib cargo argumentsOf; };
  wasm = import ./wasm/packages.nix {
    inherit
      pkgs
      craneLib
      cargo
      data
      overrides
      wasmLinkers
      ;
    bindgenHashes = options.wasmBindgenHashes;
  };
  tasks = builtins.mapAttrs (key: builtins.mapAttrs (_: guard crates.${key})) (
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
  guarded = builtins.mapAttrs (key: guard crates.${key});
  packages = guarded (derivations // builtins.mapAttrs (_: each: each.npmPackage) wasm);
  apps = import ./apps.nix {
    inherit crates;
    # Programs of a wasm crate are no part of its package.
    derivations = guarded derivations;
  };
  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
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
        overrides
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
  };
  # Without their context: who asks for a path does not want it built.
  storePaths = builtins.mapAttrs (
    _: builtins.mapAttrs (_: task: builtins.unsafeDiscardStringContext task.outPath)
  ) tasks;
}
