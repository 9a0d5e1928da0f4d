# crate → kind → the derivation that Nx builds for the target of that kind.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
  # See crane-arguments.nix.
  argumentsOf,
  # See wasm/packages.nix.
  wasm,
}:
let
  lints = import ./crate-lint.nix { inherit craneLib cargo argumentsOf; };
  formatOf = import ./crate-format.nix { inherit pkgs craneLib cargo; };
  tasksOf =
    key: build:
    let
      for =
        tested:
        argumentsOf {
          inherit key tested;
          checks = !tested;
          artifactsOf = map (other: derivations.${other}.artifacts);
        };
      inherit (for true) arguments;
      # No test is documented.
      documented = for false;
    in
    # A wasm crate is built into its package.
    (
      if wasm ? ${key} then
        {
          build = wasm.${key}.package;
          wasm = wasm.${key}.package;
        }
      else
        { inherit build; }
    )
    // {
      test = craneLib.cargoTest arguments;
      lint = lints key;
      format = formatOf key;
      doc = craneLib.cargoDoc (
        documented.arguments
        // {
          cargoExtraArgs = documented.selectionAlone;
          cargoDocExtraArgs = "--no-deps";
        }
      );
    };
in
builtins.mapAttrs tasksOf derivations
