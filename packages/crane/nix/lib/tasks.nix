# crate → kind → the derivation that Nx builds for the target of that kind.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
}:
let
  argumentsOf = import ./crane-arguments.nix { inherit pkgs craneLib cargo; };
  tasksOf =
    key: build:
    let
      crate = cargo.crates.${key};
      argumentsFor =
        tested:
        (argumentsOf {
          inherit key tested;
          artifactsOf = map (other: derivations.${other}.artifacts);
        }).arguments;
      arguments = argumentsFor true;
    in
    {
      inherit build;
      test = craneLib.cargoTest arguments;
      lint = craneLib.cargoClippy (
        arguments // { cargoClippyExtraArgs = "--all-targets -- --deny warnings"; }
      );
      format = craneLib.cargoFmt (
        builtins.removeAttrs arguments [
          "dependencyArtifacts"
          "postPatch"
          "preBuild"
        ]
        // {
          cargoExtraArgs = "-p ${pkgs.lib.escapeShellArg crate.name}";
        }
      );
      doc = craneLib.cargoDoc (
        # No test is documented.
        argumentsFor false
        // {
          cargoExtraArgs = "--locked -p ${pkgs.lib.escapeShellArg "${crate.name}@${crate.version}"}";
          cargoDocExtraArgs = "--no-deps";
        }
      );
    };
in
builtins.mapAttrs tasksOf derivations
