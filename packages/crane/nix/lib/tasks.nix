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
      inherit
        (argumentsOf {
          inherit key;
          tested = true;
          artifactsOf = map (other: derivations.${other}.artifacts);
        })
        arguments
        ;
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
          cargoExtraArgs = "-p ${pkgs.lib.escapeShellArg cargo.crates.${key}.name}";
        }
      );
      doc = craneLib.cargoDoc (
        { cargoDocExtraArgs = "--no-deps"; } // arguments
      );
    };
in
builtins.mapAttrs tasksOf derivations
