# The compiler of everything: { craneLib, wasmLinkers }, where `wasmLinkers` are what has to be on PATH beside the toolchain
# when it links a WebAssembly module.
{
  pkgs,
  inputs,
  root,
  # `toolchain` of crates.nix.
  data,
  # null, "rust-overlay", "fenix", "nixpkgs", or a function from packages to a toolchain.
  choice,
  # Of the channel's manifest, for fenix; or null.
  hash,
  # Targets that crates are compiled for besides the machine itself.
  targets,
}:
let
  request = import ./request.nix {
    inherit root;
    inherit (data) file;
  };
  provider = import ./provider.nix {
    inherit choice;
    hasFile = data.file != null;
  };
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
  import ./check-nixpkgs.nix { inherit pkgs request; } {
    inherit craneLib;
    wasmLinkers = lld;
  }
else if provider == "rust-overlay" then
  {
    craneLib = craneLib.overrideToolchain (import ./rust-overlay.nix { inherit request targets; });
    wasmLinkers = [ ];
  }
else if provider == "fenix" then
  {
    craneLib = craneLib.overrideToolchain (
      import ./fenix.nix {
        fenix = inputs.fenix or (throw (import ./missing-input.nix "fenix"));
        inherit request targets hash;
      }
    );
    wasmLinkers = [ ];
  }
else
  throw ''
    flake.nix: `toolchain` is ${builtins.toJSON provider}: write "rust-overlay", "fenix", "nixpkgs" or a function `pkgs: …`
  ''
