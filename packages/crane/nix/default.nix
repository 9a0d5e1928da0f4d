# The outputs of a flake for the crates of a repository. Written by `nx-crane flake`; what a person changes is in
# flake.nix.
{
  # The inputs of the flake: nixpkgs, crane, and what `toolchain` needs.
  inputs,
  # The repository.
  root,
  # For which systems there are outputs, e.g. [ "x86_64-linux" ].
  systems,
  # Who provides the compiler: "rust-overlay", "fenix" or "nixpkgs", or a function from nixpkgs' packages to a toolchain.
  # By itself rust-overlay where the repository has a toolchain file, and nixpkgs where it has none.
  toolchain ? null,
  # For fenix: of the manifest of the channel in the toolchain file.
  toolchainHash ? null,
  # version → { hash, cargoHash }, of wasm-bindgen programs that nixpkgs does not have.
  wasmBindgenHashes ? { },
  # The file with what the builds get besides, or null.
  overrides ? null,
  # What runs the tests: "nextest", "cargo", or "auto", which is nextest where the workspace has `.config/nextest.toml`.
  testRunner ? "auto",
}:
let
  outputsOf = import ./lib {
    # Not every input is a flake, and the library is the same for all systems.
    lib = inputs.nixpkgs.lib or (import inputs.nixpkgs { system = builtins.head systems; }).lib;
    inherit inputs root;
    data = import ./crates.nix // {
      features = if builtins.pathExists ./features.nix then import ./features.nix else { };
    };
    # Only where the working tree is evaluated: working-tree.nix.
    ignored = inputs.self.ignoredPaths or [ ];
    options = {
      inherit
        toolchain
        toolchainHash
        wasmBindgenHashes
        overrides
        testRunner
        ;
    };
  };
  bySystem = builtins.listToAttrs (
    map (system: {
      name = system;
      value = outputsOf system;
    }) systems
  );
  output = name: builtins.mapAttrs (_: outputs: outputs.${name}) bySystem;
in
{
  packages = output "packages";
  checks = output "checks";
  apps = output "apps";
  devShells = output "devShells";
  formatter = output "formatter";
  # `tasks.<crate>.<kind>`: what Nx builds. Here, since Nix looks at these last, and does not list them.
  legacyPackages = output "legacyPackages";
  # crate → kind → the store path of the task: asking for it builds nothing
  storePaths = output "storePaths";
}
