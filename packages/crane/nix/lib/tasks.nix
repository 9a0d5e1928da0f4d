# crate → kind → the derivation that Nx builds for the target of that kind.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
  # See wasm/packages.nix.
  wasm,
}:
let
  argumentsOf = import ./crane-arguments.nix { inherit pkgs craneLib cargo; };
  formatOf = import ./crate-format.nix { inherit pkgs craneLib cargo; };
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
      lint = craneLib.cargoClippy (
        arguments // { cargoClippyExtraArgs = "--all-targets -- --deny warnings"; }
      );
      format = formatOf key;
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
