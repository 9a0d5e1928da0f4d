# One crane derivation per crate, by key. Each compiles its own crate only: what its dependencies have compiled, it is
# given. `out` holds what people use; `artifacts` what dependents build on.
{
  craneLib,
  lockedCrates,
  cargoHooks,
  craneArguments,
}:
let
  derivationOf =
    key: _:
    let
      others = builtins.filter (other: other != key);
      arguments = craneArguments {
        inherit key;
        tested = false;
        artifactsOf = needed: map (other: derivations.${other}.artifacts) (others needed);
      };
    in
    craneLib.buildPackage (
      arguments
      // {
        outputs = [
          "out"
          "artifacts"
        ];
        doCheck = false;
        postInstall = arguments.postInstall or "" + cargoHooks.packArtifacts "$artifacts";
      }
    );
  derivations = builtins.mapAttrs derivationOf lockedCrates;
in
derivations
