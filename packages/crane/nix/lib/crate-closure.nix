# The keys of the crates that `keys` need through dependencies of `kinds`, themselves included, sorted.
{ crates }:
kinds:
let
  node = key: { inherit key; };
  # By key.
  below = builtins.mapAttrs (
    _: crate: map node (builtins.concatMap (kind: crate.dependencies.${kind}) kinds)
  ) crates;
in
keys:
builtins.sort builtins.lessThan (
  map (found: found.key) (
    builtins.genericClosure {
      startSet = map node keys;
      operator = found: below.${found.key};
    }
  )
)
