# crate → kind → the derivation that Nx builds for the target of that kind.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
  overrides,
  testRunner,
}:
let
  argumentsOf = import ./crane-arguments.nix { inherit pkgs craneLib cargo overrides; };
  testOf = import ./crate-test.nix { inherit craneLib cargo testRunner; };
  tasksOf =
    key: build:
    let
      crate = cargo.crates.${key};
      argumentsFor =
        more:
        (argumentsOf (
          more
          // {
            inherit key;
            artifactsOf = map (other: derivations.${other}.artifacts);
          }
        )).arguments;
      arguments = argumentsFor { tested = true; };
    in
    {
      inherit build;
      test = testOf { inherit key arguments; };
      lint = craneLib.cargoClippy (
        { cargoClippyExtraArgs = "--all-targets -- --deny warnings"; } // arguments
      );
      format = craneLib.cargoFmt (
        builtins.removeAttrs arguments [
          "buildInputs"
          "dependencyArtifacts"
          "env"
          "failureHook"
          "nativeBuildInputs"
          "postPatch"
          "preBuild"
        ]
        // {
          cargoExtraArgs = "-p ${pkgs.lib.escapeShellArg crate.name}";
        }
      );
      # No test is documented.
      doc = craneLib.cargoDoc (
        {
          cargoDocExtraArgs = "--no-deps";
        }
        // argumentsFor {
          tested = false;
          selected = [ "${crate.name}@${crate.version}" ];
        }
      );
    };
in
builtins.mapAttrs tasksOf derivations
