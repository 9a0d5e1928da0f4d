# crate → kind → the derivation that Nx builds for the target of that kind.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
  # See wasm/packages.nix.
  wasm,
  overrides,
  testRunner,
}:
let
  argumentsOf = import ./crane-arguments.nix {
    inherit
      pkgs
      craneLib
      cargo
      overrides
      ;
  };
  testOf = import ./crate-test.nix { inherit craneLib cargo testRunner; };
  formatOf = import ./crate-format.nix { inherit pkgs craneLib cargo; };
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
      test = testOf { inherit key arguments; };
      lint = craneLib.cargoClippy (
        { cargoClippyExtraArgs = "--all-targets -- --deny warnings"; } // arguments
      );
      format = formatOf key;
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
