# crate → kind → the derivation that Nx builds for the target of that kind.
{
  lib,
  craneLib,
  hasTarget,
  checkCrate,
  craneArguments,
  crateDerivations,
  crateFormat,
  crateLint,
  crateTest,
  wasmPackages,
}:
let
  tasksOf =
    key: build:
    let
      argumentsFor =
        more:
        craneArguments (
          more
          // {
            inherit key;
            artifactsOf = map (other: crateDerivations.${other}.artifacts);
          }
        );
    in
    # A wasm crate is built into its package.
    (
      if wasmPackages ? ${key} then
        {
          build = wasmPackages.${key}.package;
          wasm = wasmPackages.${key}.package;
        }
      else
        { inherit build; }
    )
    // {
      test = crateTest {
        inherit key;
        arguments = argumentsFor { tested = true; };
      };
      lint = crateLint key;
      format = crateFormat key;
      # No test is documented.
      doc = craneLib.cargoDoc (
        {
          cargoDocExtraArgs = "--no-deps";
        }
        // argumentsFor {
          tested = false;
          members = "alone";
          checks = true;
        }
        # Where there is nothing to document Cargo leaves no directory.
        // lib.optionalAttrs (!hasTarget.${key}) { postBuild = "mkdir -p target/doc"; }
      );
    };
in
builtins.mapAttrs (
  key: build: builtins.mapAttrs (_: checkCrate key) (tasksOf key build)
) crateDerivations
