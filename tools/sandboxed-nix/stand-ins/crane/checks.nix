# What looks at a crate and installs nothing.
pkgs: mkCargoDerivation: {
  # Contract: each runs one of Cargo's commands over the crate and makes an empty output.
  cargoClippy =
    {
      cargoExtraArgs ? "--locked",
      cargoClippyExtraArgs ? "--all-targets",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [
        "cargoExtraArgs"
        "cargoClippyExtraArgs"
      ]
      // {
        pnameSuffix = "-clippy";
        buildPhaseCargoCommand = "cargoWithProfile clippy ${cargoExtraArgs} ${cargoClippyExtraArgs}";
      }
    );
  cargoTest =
    {
      cargoExtraArgs ? "--locked",
      cargoTestExtraArgs ? "",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [
        "cargoExtraArgs"
        "cargoTestExtraArgs"
      ]
      // {
        pnameSuffix = "-test";
        buildPhaseCargoCommand = "";
        doCheck = true;
        checkPhaseCargoCommand = "cargoWithProfile test ${cargoExtraArgs} ${cargoTestExtraArgs}";
      }
    );

  # Contract: runs the tests by nextest, with the profile `CARGO_PROFILE`.
  cargoNextest =
    {
      cargoExtraArgs ? "",
      cargoNextestExtraArgs ? "",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [
        "cargoExtraArgs"
        "cargoNextestExtraArgs"
      ]
      // {
        pnameSuffix = "-nextest";
        nativeBuildInputs = arguments.nativeBuildInputs or [ ] ++ [ pkgs.cargo-nextest ];
        buildPhaseCargoCommand = "mkdir -p $out";
        doCheck = true;
        checkPhaseCargoCommand = ''
          cargo nextest run ''${CARGO_PROFILE:+--cargo-profile $CARGO_PROFILE} ${cargoExtraArgs} ${cargoNextestExtraArgs}
        '';
      }
    );
  cargoFmt =
    {
      cargoExtraArgs ? "",
      rustFmtExtraArgs ? "",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [
        "cargoExtraArgs"
        "rustFmtExtraArgs"
      ]
      // {
        cargoArtifacts = null;
        cargoVendorDir = null;
        pnameSuffix = "-fmt";
        buildPhaseCargoCommand = "cargo fmt ${cargoExtraArgs} -- --check ${rustFmtExtraArgs}";
      }
    );

  # Contract: looks for the packages of `Cargo.lock` in a database of advisories, without a network. `src` is a path.
  cargoAudit =
    {
      advisory-db,
      cargoAuditExtraArgs ? "--ignore yanked",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [ "cargoAuditExtraArgs" ]
      // {
        cargoArtifacts = null;
        cargoVendorDir = null;
        pnameSuffix = "-audit";
        nativeBuildInputs = [ pkgs.cargo-audit ];
        buildPhaseCargoCommand = "cargo audit -n -d ${advisory-db} ${cargoAuditExtraArgs}";
      }
    );

  # Contract: checks licences, sources and bans, without a network.
  cargoDeny =
    {
      cargoDenyExtraArgs ? "",
      cargoDenyChecks ? "bans licenses sources",
      ...
    }@arguments:
    mkCargoDerivation (
      builtins.removeAttrs arguments [ "cargoDenyExtraArgs" ]
      // {
        cargoArtifacts = null;
        pnameSuffix = "-deny";
        nativeBuildInputs = [ pkgs.cargo-deny ];
        buildPhaseCargoCommand = "cargo --offline deny ${cargoDenyExtraArgs} check ${cargoDenyChecks}";
      }
    );
}
