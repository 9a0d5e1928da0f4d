# The keys of the crates that `keys` need through dependencies of `kinds`, themselves included, sorted.
{ crates, kinds }:
keys:
let
  node = key: { inherit key; };
  dependenciesOf = key: builtins.concatMap (kind: crates.${key}.dependencies.${kind}) kinds;
in
builtins.sort builtins.lessThan (
  map (found: found.key) (
    builtins.genericClosure {
      startSet = map node keys;
      operator = found: map node (dependenciesOf found.key);
    }
  )
)
