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
  testRunner,
}:
let
  lints = import ./crate-lint.nix { inherit craneLib cargo argumentsOf; };
  testOf = import ./crate-test.nix { inherit craneLib cargo testRunner; };
  formatOf = import ./crate-format.nix { inherit pkgs craneLib cargo; };
  tasksOf =
    key: build:
    let
      argumentsFor =
        more:
        argumentsOf (
          more
          // {
            inherit key;
            artifactsOf = map (other: derivations.${other}.artifacts);
          }
        );
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
      test = testOf {
        inherit key;
        arguments = argumentsFor { tested = true; };
      };
      lint = lints key;
      format = formatOf key;
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
        // (if cargo.hasTarget.${key} then { } else { postBuild = "mkdir -p target/doc"; })
      );
    };
in
builtins.mapAttrs tasksOf derivations
