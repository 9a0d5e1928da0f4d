# The packages from elsewhere in layers: packages that the same crates need are one layer, and are compiled together, once.
# A crate needs what its packages need too, so layers rest on layers of at least as many crates; and a layer holds nothing
# that one of its crates does not need, so that no crate is built again for a package of others.
# { layersOf indices, packagesOf layer }, where indices tell packages of the lock, and layers are named by text.
{
  lib,
  system,
  overrides,
  crates,
  rootManifests,
  locks,
  lockedClosures,
  lockedIndices,
  compiledClosure,
  compiledOn,
}:
workspace:
let
  compiled = compiledOn.${system}.${workspace} or { };
  closure = lockedClosures.${workspace};
  root = rootManifests.${workspace};
  # Crates for which a person has set something, that may be what their packages want. They take what others need too from
  # its layer, and compile what only they need.
  isSpecial = key: overrides.crates ? ${key};
  # A crate that the lock does not hold, as after a change of its version, is told so when it is asked for, and keeps no
  # other from its layers.
  isInLock =
    key:
    let
      indices = lockedIndices.${key};
    in
    (builtins.tryEval (builtins.deepSeq indices true)).success;
  keys = builtins.filter (
    key:
    crates.${key}.workspace == workspace
    && !(builtins.any isSpecial (compiledClosure [ key ]))
    && isInLock key
  ) (builtins.attrNames crates);
  # Where a crate of the repository takes the place of a package, what rests on it is no layer's.
  isReplaced = root ? patch || root ? replace;
  isLayered =
    index:
    let
      package = closure.at index;
    in
    package ? source
    && compiled ? "${package.name} ${package.version}"
    && !(isReplaced && builtins.any (below: !(closure.at below ? source)) (closure.below [ index ]));

  needs = builtins.concatMap (
    key:
    map (index: {
      inherit key;
      name = toString index;
    }) lockedIndices.${key}
  ) keys;
  needed = builtins.filter (name: isLayered (builtins.fromJSON name)) (builtins.attrNames byPackage);
  byPackage = builtins.groupBy (need: need.name) needs;
  layerOf = lib.genAttrs needed (
    name:
    builtins.hashString "sha256" (lib.concatMapStringsSep "\n" (need: need.key) byPackage.${name})
  );
  packagesOf = builtins.groupBy (name: layerOf.${name}) needed;
  # By index: the layer, or null.
  layers = builtins.genList (index: layerOf.${toString index} or null) (
    builtins.length locks.${workspace}.package
  );
in
{
  layersOf =
    indices:
    builtins.attrNames (
      builtins.groupBy (layer: layer) (
        builtins.filter (layer: layer != null) (map (builtins.elemAt layers) indices)
      )
    );
  packagesOf = builtins.mapAttrs (_: map builtins.fromJSON) packagesOf;
}
