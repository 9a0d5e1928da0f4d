pkgs:
let
  inherit (pkgs) runCommand;

  # Contract: a crate of crates.io, unpacked, with the checksum file that Cargo wants in a vendored directory.
  crateOf =
    {
      name,
      version,
      checksum,
      ...
    }:
    let
      archive = pkgs.fetchurl {
        name = "cargo-src-${name}-${version}";
        url = "https://static.crates.io/crates/${name}/${version}/download";
        sha256 = checksum;
      };
    in
    runCommand "cargo-package-${name}-${version}" { } ''
      mkdir -p $out
      tar -xzf ${archive} -C $out --strip-components=1 --no-same-owner
      echo '{"files":{}, "package":"${checksum}"}' > $out/.cargo-checksum.json
    '';

  self = {
    # Contract: the same functions with the toolchain that a function makes of packages.
    overrideToolchain = toolchainOf: import ./mk-lib.nix (pkgs // { rust = toolchainOf pkgs; });

    # Contract: a directory with a vendored directory for each registry, and `config.toml`, which puts them in the place
    # of the registries.
    vendorMultipleCargoDeps =
      { cargoLockParsedList }:
      let
        packages = builtins.concatMap (lock: lock.package) cargoLockParsedList;
        registry = runCommand "vendor-registry" { } (
          "mkdir -p $out\n"
          + builtins.concatStringsSep "" (
            map (package: "ln -s ${crateOf package} $out/${package.name}-${package.version}\n") (
              builtins.filter (package: package ? checksum) packages
            )
          )
        );
      in
      runCommand "vendor-cargo-deps" { } ''
        mkdir -p $out
        ln -s ${registry} $out/crates-io
        cat > $out/config.toml <<END
        [source.crates-io]
        replace-with = "vendored"
        [source.vendored]
        directory = "$out/crates-io"
        END
      '';

    # Contract: runs the commands of the phases with Cargo set up to use `cargoVendorDir` only. `cargoVendorDir` is read
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

    # Contract: builds with the release profile, and installs what `installPhaseCommand` says.
    cargoBuild =
      {
        cargoExtraArgs ? "--locked",
        ...
      }@arguments:
      self.mkCargoDerivation (
        builtins.removeAttrs arguments [ "cargoExtraArgs" ]
        // {
          pnameSuffix = "-build";
          buildPhaseCargoCommand = "cargo build --release ${cargoExtraArgs}";
        }
      );

    # Contract: builds with the release profile and installs the binaries and C libraries that Cargo says it made.
    # `cargoExtraArgs` takes the place of `--locked`.
    buildPackage =
      {
        cargoExtraArgs ? "--locked",
        ...
      }@arguments:
      self.mkCargoDerivation (
        builtins.removeAttrs arguments [ "cargoExtraArgs" ]
        // {
          buildPhaseCargoCommand = ''
            cargo build --release --message-format json-render-diagnostics ${cargoExtraArgs} > $NIX_BUILD_TOP/cargo.log
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
      self.mkCargoDerivation (
        builtins.removeAttrs arguments [
          "cargoExtraArgs"
          "cargoClippyExtraArgs"
        ]
        // {
          pnameSuffix = "-clippy";
          buildPhaseCargoCommand = "cargo clippy --release ${cargoExtraArgs} ${cargoClippyExtraArgs}";
        }
      );
    cargoTest =
      {
        cargoExtraArgs ? "--locked",
        cargoTestExtraArgs ? "",
        ...
      }@arguments:
      self.mkCargoDerivation (
        builtins.removeAttrs arguments [
          "cargoExtraArgs"
          "cargoTestExtraArgs"
        ]
        // {
          pnameSuffix = "-test";
          buildPhaseCargoCommand = "";
          doCheck = true;
          checkPhaseCargoCommand = "cargo test --release ${cargoExtraArgs} ${cargoTestExtraArgs}";
        }
      );
    cargoFmt =
      {
        cargoExtraArgs ? "",
        rustFmtExtraArgs ? "",
        ...
      }@arguments:
      self.mkCargoDerivation (
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

    # Contract: the documentation of the selected crates in `share/doc`.
    cargoDoc =
      {
        cargoExtraArgs ? "--locked",
        cargoDocExtraArgs ? "--no-deps",
        ...
      }@arguments:
      self.mkCargoDerivation (
        builtins.removeAttrs arguments [
          "cargoExtraArgs"
          "cargoDocExtraArgs"
        ]
        // {
          pnameSuffix = "-doc";
          buildPhaseCargoCommand = "cargo doc --release ${cargoExtraArgs} ${cargoDocExtraArgs}";
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
self
