# system → directory of a Cargo workspace → "name version" of a package → the features that it is compiled with: `target`
# for the result, `host` for the machine that builds. Empty where nothing is known, as before `nx-crane flake` has asked
# Cargo; then each crate is compiled with the features that its own dependencies ask for.
{ lib, data }:
let
  inherit (data) features;
  groups = builtins.concatLists (builtins.attrValues features);
  systems = builtins.attrNames (
    builtins.groupBy (system: system) (builtins.concatMap (group: group.systems) groups)
  );
in
lib.genAttrs systems (
  system:
  builtins.mapAttrs (
    _: all:
    builtins.foldl' (
      packages: group: packages // lib.optionalAttrs (builtins.elem system group.systems) group.packages
    ) { } all
  ) features
)
