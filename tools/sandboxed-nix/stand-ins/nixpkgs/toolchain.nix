# The Rust toolchain of the machine, by the names that it has in nixpkgs.
{
  lib,
  host,
  hostCommands,
  hostPrograms,
}:
let
  rust = hostPrograms "rust" host.rustPrograms;
in
{
  inherit rust;
  cargo = rust;
  # Contract: has the standard library for wasm32, and links with the lld of these packages.
  rustc = rust // {
    version = host.rustVersion;
    llvmPackages.lld = hostPrograms "lld" [ ];
  };
  # A toolchain that compiles to wasm32 where that on PATH does not.
  wasmRust = hostCommands "wasm-rust" (builtins.mapAttrs (_: program: [ program ]) host.wasm.rust) { };
  # What toolchains from elsewhere are made of.
  hostToolchain =
    attributes:
    hostCommands "rust-toolchain" (lib.genAttrs host.rustPrograms (program: [
      host.programs.${program}
    ])) attributes;
  clippy = rust;
  rustfmt = rust;
}
