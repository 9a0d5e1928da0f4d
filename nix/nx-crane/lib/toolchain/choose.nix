# The compiler of everything: { craneLib, wasmLinkers }, where `wasmLinkers` are what has to be on PATH beside the toolchain
# when it links a WebAssembly module.
{
  pkgs,
  inputs,
  provider,
  checkNixpkgs,
  rustOverlay,
  fenix,
}:
let
  craneLib = inputs.crane.mkLib pkgs;
  # rustup's toolchains come with a linker for it; that of nixpkgs takes the one of nixpkgs.
  lld = [ pkgs.rustc.llvmPackages.lld ];
in
if builtins.isFunction provider then
  {
    craneLib = craneLib.overrideToolchain provider;
    wasmLinkers = lld;
  }
else if provider == "nixpkgs" then
  checkNixpkgs {
    inherit craneLib;
    wasmLinkers = lld;
  }
else if provider == "rust-overlay" then
  {
    craneLib = craneLib.overrideToolchain rustOverlay;
    wasmLinkers = [ ];
  }
else if provider == "fenix" then
  {
    craneLib = craneLib.overrideToolchain fenix;
    wasmLinkers = [ ];
  }
else
  throw ''
    flake.nix: `toolchain` is ${builtins.toJSON provider}: write "rust-overlay", "fenix", "nixpkgs" or a function `pkgs: …`
  ''
