# Contract: runs the commands of the phases with Cargo set up to use `cargoVendorDir` only, and `cargoWithProfile`, which
# is Cargo with the profile `CARGO_PROFILE`, release where that is not set. `cargoVendorDir` is read
# when the configure phase begins, so hooks that run before may change it.
pkgs:
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
)
