pkgs:
let
  vendor = import ./vendor.nix pkgs;
  cratesIo = {
    "registry+https://github.com/rust-lang/crates.io-index" = {
      downloadUrl = "https://static.crates.io/crates/{crate}/{version}/download";
    };
  };

  libOf = registries: rec {
    # Contract: the same functions with the toolchain that a function makes of packages.
    overrideToolchain = toolchainOf: import ./mk-lib.nix (pkgs // { rust = toolchainOf pkgs; });

    # Contract: what `appendCrateRegistries` takes: the source that locks name → where its crates are.
    registryFromDownloadUrl =
      {
        dl,
        indexUrl,
        registryPrefix ? "registry+",
        fetchurlExtraArgs ? { },
      }:
      let
        isPrefixed =
          builtins.substring 0 (builtins.stringLength registryPrefix) indexUrl == registryPrefix;
      in
      {
        ${if isPrefixed then indexUrl else registryPrefix + indexUrl} = {
          inherit fetchurlExtraArgs;
          downloadUrl =
            if builtins.match ".*[{]crate[}].*" dl != null then dl else "${dl}/{crate}/{version}/download";
        };
      };

    # Contract: the library with further registries.
    appendCrateRegistries = more: libOf (builtins.foldl' (all: each: all // each) registries more);

    # Contract: a directory with a vendored directory for each source, and `config.toml`, which puts them in the place of
    # the sources. `registries` is name → index; without it only crates.io is known.
    vendorMultipleCargoDeps =
      {
        cargoLockParsedList,
        registries ? { },
        outputHashes ? { },
      }:
      vendor {
        packages = builtins.concatMap (lock: lock.package) cargoLockParsedList;
        indexes = {
          crates-io = "https://github.com/rust-lang/crates.io-index";
        }
        // registries;
        inherit known outputHashes;
      };
    known = registries;

    # Contract: runs the commands of the phases with Cargo set up to use `cargoVendorDir` only, and `cargoWithProfile`, which
    # is Cargo with the profile `CARGO_PROFILE`, release where that is not set. `cargoVendorDir` is read
    # when the configure phase begins, so hooks that run before may change it.
    mkCargoDerivation =
      {
        cargoArtifacts,
        buildPhaseCargoCommand,
        checkPhaseCargoCommand ? "",
        installPhaseCommand ? "mkdir -p $out",
        ...
      }@arguments:
      assert cargoArtifacts == null;
      pkgs.stdenv.mkDerivation (
        builtins.removeAttrs arguments [
          "buildPhaseCargoCommand"
          "checkPhaseCargoCommand"
          "installPhaseCommand"
          "pnameSuffix"
        ]
        // {
          pname = arguments.pname + arguments.pnameSuffix or "";
          nativeBuildInputs = arguments.nativeBuildInputs or [ ] ++ [
            pkgs.rust
            pkgs.zstd
            pkgs.jq
          ];
          configurePhase = ''
            runHook preConfigure
            CARGO_PROFILE=''${CARGO_PROFILE-release}
            cargoWithProfile() {
              local command=$1
              shift
              cargo "$command" ''${CARGO_PROFILE:+--profile "$CARGO_PROFILE"} "$@"
            }
            export CARGO_HOME=$PWD/.cargo-home CARGO_BUILD_JOBS=$NIX_BUILD_CORES CARGO_BUILD_INCREMENTAL=false
            mkdir -p $CARGO_HOME
            if [ -n "$cargoVendorDir" ]; then cp "$cargoVendorDir/config.toml" $CARGO_HOME/config.toml; fi
            runHook postConfigure
          '';
          buildPhase = ''
            runHook preBuild
            ${buildPhaseCargoCommand}
            runHook postBuild
          '';
          checkPhase = ''
            runHook preCheck
            ${checkPhaseCargoCommand}
            runHook postCheck
          '';
          installPhase = ''
            runHook preInstall
            ${installPhaseCommand}
            runHook postInstall
          '';
        }
      );

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

    # Contract: a shell with the toolchain and `packages`.
    devShell =
      {
        packages ? [ ],
        ...
      }@arguments:
      pkgs.mkShell (arguments // { packages = [ pkgs.rust ] ++ packages; });
  };
in
libOf cratesIo
