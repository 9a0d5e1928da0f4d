# The WebAssembly module of a crate as Cargo makes it: `module.wasm`, and in `cfg` what the compiler said of the target, for
# whoever optimises it.
{
  lib,
  craneLib,
  crates,
  craneArguments,
  wasmLinkers,
}:
key:
let
  inherit (lib) escapeShellArg concatMapStringsSep;
  crate = crates.${key};
  arguments = craneArguments {
    inherit key;
    tested = false;
    foreign = true;
    members = "alone";
    # What other crates have compiled is for this machine.
    artifactsOf = _: [ ];
  };

  # What takes the place of crates.io, by the configuration that comes with vendored crates.
  findRegistry = ''
    registry=$(awk -F ' = ' '
      /^\[source\./ { source = substr($0, 9, length($0) - 9); gsub(/"/, "", source) }
      /^replace-with = / && source == "crates-io" { gsub(/"/, "", $2); replacement = $2 }
      /^directory = / { gsub(/"/, "", $2); directory[source] = $2 }
      END { print directory[replacement] }
    ' "$cargoVendorDir/config.toml")
  '';
  # The same names as in a build outside Nix, so that panic messages, and with them the module, are the same: that of the
  # registry is what Cargo has called it since 1.85.
  remapped = ''
    "--remap-path-prefix=$NIX_BUILD_TOP/source=/repository" \
    "--remap-path-prefix=$PWD=/workspace" \
    "--remap-path-prefix=$NIX_BUILD_TOP/vendor=/cargo/registry" \
    ''${registry:+"--remap-path-prefix=$registry=/cargo/registry/src/index.crates.io-1949cf8c6b5b557f"} \
    "--remap-path-prefix=$PWD/target=/target" \
    "--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$commit"
  '';
in
craneLib.mkCargoDerivation (
  builtins.removeAttrs arguments [ "cargoExtraArgs" ]
  // {
    pnameSuffix = "-wasm-module";
    nativeBuildInputs = arguments.nativeBuildInputs or [ ] ++ wasmLinkers;
    buildPhaseCargoCommand = ''
      ${findRegistry}
      commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
      # As Cargo has it, the variable takes the place of the configuration.
      configured=(${concatMapStringsSep " " escapeShellArg crate.wasm.rustflags})
      if [ -n "''${RUSTFLAGS:-}" ]; then read -ra configured <<< "$RUSTFLAGS"; fi
      flags=("''${configured[@]}" ${remapped})
      CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; printf '%s' "''${flags[*]}")
      export CARGO_ENCODED_RUSTFLAGS
      cargo build ${arguments.cargoExtraArgs} --release --lib --target wasm32-unknown-unknown
    '';
    installPhaseCommand = ''
      mkdir -p "$out"
      cp "''${CARGO_TARGET_DIR:-target}"/wasm32-unknown-unknown/release/${escapeShellArg crate.wasm.library}.wasm \
        "$out/module.wasm"
      rustc --print cfg --target wasm32-unknown-unknown "''${flags[@]}" > "$out/cfg"
    '';
  }
)
