# What builds a crate, and its documentation.
mkCargoDerivation: {
  # Contract: builds with `cargoWithProfile`, and installs what `installPhaseCommand` says.
  cargoBuild =
    {
      cargoExtraArgs ? "--locked",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [ "cargoExtraArgs" ]
      // {
        pnameSuffix = "-build";
        buildPhaseCargoCommand = "cargoWithProfile build ${cargoExtraArgs}";
      }
    );

  # Contract: builds with `cargoWithProfile` and installs the binaries and C libraries that Cargo says it made.
  # `cargoExtraArgs` takes the place of `--locked`.
  buildPackage =
    {
      cargoExtraArgs ? "--locked",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [ "cargoExtraArgs" ]
      // {
        buildPhaseCargoCommand = ''
          cargoWithProfile build --message-format json-render-diagnostics ${cargoExtraArgs} > $NIX_BUILD_TOP/cargo.log
        '';
        installPhaseCommand = ''
          mkdir -p $out
          install_() {
            jq -r "select(.reason == \"compiler-artifact\") | select(.package_id | startswith(\"path+\")) | $2" \
              $NIX_BUILD_TOP/cargo.log | while read -r file; do mkdir -p $out/$1; cp "$file" $out/$1; done
          }
          install_ bin '.executable | select(. != null)'
          install_ lib 'select(.target.kind | any(. == "cdylib" or . == "staticlib")) | .filenames[] | select(endswith(".rlib") | not)'
        '';
      }
    );

  # Contract: the documentation of the selected crates in `share/doc`.
  cargoDoc =
    {
      cargoExtraArgs ? "--locked",
      cargoDocExtraArgs ? "--no-deps",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [
        "cargoExtraArgs"
        "cargoDocExtraArgs"
      ]
      // {
        pnameSuffix = "-doc";
        buildPhaseCargoCommand = "cargoWithProfile doc ${cargoExtraArgs} ${cargoDocExtraArgs}";
        installPhaseCommand = ''
          mkdir -p $out/share
          mv ''${CARGO_TARGET_DIR:-target}/doc $out/share
        '';
      }
    );
}
