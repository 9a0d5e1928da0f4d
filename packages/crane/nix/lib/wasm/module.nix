# The WebAssembly module of a crate as Cargo makes it: `module.wasm`, and in `cfg` what the compiler said of the target, for
# whoever optimises it.
{
  pkgs,
  craneLib,
  cargo,
  wasmLinkers,
}:
key:
let
  inherit (pkgs.lib) escapeShellArg concatMapStringsSep;
  crate = cargo.crates.${key};
  inherit
    (import ../crane-arguments.nix { inherit pkgs craneLib cargo; } {
      inherit key;
      tested = false;
      # What other crates have compiled is for this machine.
      artifactsOf = _: [ ];
    })
    arguments
    ;
  member = escapeShellArg "${crate.name}@${crate.version}";

  # The same names as in a build outside Nix, so that panic messages, and with them the module, are the same.
  remapped = ''
    "--remap-path-prefix=$NIX_BUILD_TOP/source=/repository" \
    "--remap-path-prefix=$PWD=/workspace" \
    "--remap-path-prefix=$NIX_BUILD_TOP/vendor=/cargo/registry" \
    "--remap-path-prefix=$PWD/target=/target" \
    "--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$commit"
  '';
in
craneLib.mkCargoDerivation (
  builtins.removeAttrs arguments [ "cargoExtraArgs" ]
  // {
    pnameSuffix = "-wasm-module";
    nativeBuildInputs = wasmLinkers;
    buildPhaseCargoCommand = ''
      commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
      flags=(${concatMapStringsSep " " escapeShellArg crate.wasm.rustflags} ${remapped})
      CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; printf '%s' "''${flags[*]}")
      export CARGO_ENCODED_RUSTFLAGS
      cargo build --locked --release --lib --target wasm32-unknown-unknown -p ${member}
    '';
    installPhaseCommand = ''
      mkdir -p "$out"
      cp "''${CARGO_TARGET_DIR:-target}"/wasm32-unknown-unknown/release/${escapeShellArg crate.wasm.library}.wasm \
        "$out/module.wasm"
      rustc --print cfg --target wasm32-unknown-unknown "''${flags[@]}" > "$out/cfg"
    '';
  }
)
