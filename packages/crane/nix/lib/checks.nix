# What `nix flake check` runs: for each crate its build, its tests, clippy and rustfmt, and each can be asked for alone.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
}:
let
  argumentsOf = import ./crane-arguments.nix { inherit pkgs craneLib cargo; };
  checksOf =
    key:
    let
      inherit
        (argumentsOf {
          inherit key;
          tested = true;
          artifactsOf = map (other: derivations.${other}.artifacts);
        })
        arguments
        ;
      check = kind: value: {
        name = "${key}-${kind}";
        inherit value;
      };
    in
    [
      {
        name = key;
        value = derivations.${key};
      }
      (check "test" (craneLib.cargoTest arguments))
      (check "clippy" (
        craneLib.cargoClippy (
          arguments // { cargoClippyExtraArgs = "--all-targets -- --deny warnings"; }
        )
      ))
      (check "fmt" (
        craneLib.cargoFmt (
          builtins.removeAttrs arguments [
            "dependencyArtifacts"
            "postPatch"
            "preBuild"
          ]
          // {
            cargoExtraArgs = "-p ${pkgs.lib.escapeShellArg cargo.crates.${key}.name}";
          }
        )
      ))
    ];
in
# The first of a name counts.
builtins.listToAttrs (builtins.concatMap checksOf (builtins.attrNames cargo.crates))
