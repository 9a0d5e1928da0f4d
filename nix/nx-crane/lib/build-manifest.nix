# What of a crate's manifest a build of the crate needs: without what only its tests, benches and examples use, so that
# none of that need be there, and no change of it matters.
{
  lib,
  dependencyKinds,
  manifestDependencies,
}:
manifest:
let
  keysIn = kinds: map (dependency: dependency.key) (manifestDependencies kinds manifest);
  compiled = keysIn dependencyKinds.compiled;
  testOnly = builtins.filter (key: !(builtins.elem key compiled)) (keysIn dependencyKinds.tested);

  # A feature may turn on one of a dev-dependency.
  asksTestOnly =
    feature:
    let
      dependency = builtins.match "([^/?]+)[?]?/.*" feature;
    in
    dependency != null && builtins.elem (builtins.head dependency) testOnly;
  keepFeatures = builtins.filter (feature: !(asksTestOnly feature));

  stripped = builtins.removeAttrs manifest (
    dependencyKinds.tested
    ++ [
      "test"
      "bench"
      "example"
    ]
  );
in
stripped
// lib.optionalAttrs (manifest ? features) {
  features = builtins.mapAttrs (_: keepFeatures) manifest.features;
}
// lib.optionalAttrs (manifest ? target) {
  target = builtins.mapAttrs (
    _: table: builtins.removeAttrs table dependencyKinds.tested
  ) manifest.target;
}
