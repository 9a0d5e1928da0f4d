# key → clippy over the crate and its tests. Each crate that it uses has been checked once, in a derivation of its own, which
# is made when the first crate that uses it is linted.
{
  craneLib,
  crates,
  cargoHooks,
  craneArguments,
}:
let
  # Part of what Cargo knows a check by, so the same for all. Crates that are only used are not linted: what is wrong with
  # one is said where that one is linted.
  settings = "--no-deps -- --deny warnings";

  # What is built of crates, to run in the build of others, is built by clippy's compiler too, and so not what `nix build` has.
  artifactsOf = key: crates: map (other: checked.${other}) (builtins.filter (other: other != key) crates);

  checked = builtins.mapAttrs (
    key: _:
    craneLib.cargoClippy (
      craneArguments {
        inherit key;
        tested = false;
        members = "used";
        checks = true;
        artifactsOf = artifactsOf key;
      }
      // {
        cargoClippyExtraArgs = settings;
        installPhaseCommand = cargoHooks.packArtifacts "$out";
      }
    )
  ) crates;
in
key:
craneLib.cargoClippy (
  {
    cargoClippyExtraArgs = "--all-targets ${settings}";
  }
  // craneArguments {
    inherit key;
    tested = true;
    checks = true;
    artifactsOf = artifactsOf key;
  }
)
