# Programs that Cargo runs.
{ hostPrograms }:
final: {
  # Not called here, where they may not be installed: of what they do the derivations are looked at.
  cargo-audit = hostPrograms "cargo-audit" [ ];
  cargo-llvm-cov = hostPrograms "cargo-llvm-cov" [ ];

  # Contract: `cargo nextest run` runs the tests of the crates that Cargo would, but those in documentation.
  cargo-nextest = final.writeShellScriptBin "cargo-nextest" ''
    arguments=()
    for argument in "''${@:3}"; do
      case $argument in
        --cargo-profile) arguments+=(--profile) ;;
        --no-tests=*) ;;
        *) arguments+=("$argument") ;;
      esac
    done
    exec cargo test --tests "''${arguments[@]}"
  '';

  # Contract: reads what Cargo knows of the workspace, and fails where that cannot be known. It finds no fault.
  cargo-deny = final.writeShellScriptBin "cargo-deny" ''
    cargo metadata --format-version 1 --offline --locked > /dev/null && test -e deny.toml
  '';
}
