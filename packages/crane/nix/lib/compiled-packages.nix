# system → directory of a Cargo workspace → "name version" of a package → the features that it is compiled with: `target`
# for the result, `host` for the machine that builds. Empty where nothing is known, as before `nx-crane flake` has asked
# Cargo; then each crate is compiled with the features that its own dependencies ask for.
{ data }:
let
  inherit (data) features;
  groups = builtins.concatLists (builtins.attrValues features);
  systems = builtins.attrNames (
    builtins.groupBy (system: system) (builtins.concatMap (group: group.systems) groups)
  );
  packagesOn =
    system:
    builtins.mapAttrs (
      _: all:
      builtins.foldl' (
        packages: group: if builtins.elem system group.systems then packages // group.packages else packages
      ) { } all
    ) features;
in
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = packagesOn name;
  }) systems
)
