# What of a crate's manifest a build of the crate needs: without what only its tests, benches and examples use, so that
# none of that need be there, and no change of it matters.
manifest:
let
  kinds = import ./dependency-kinds.nix;
  keysIn =
    tables:
    map (dependency: dependency.key) (
      import ./manifest-dependencies.nix {
        inherit manifest;
        kinds = tables;
      }
    );
  compiled = keysIn kinds.compiled;
  testOnly = builtins.filter (key: !(builtins.elem key compiled)) (keysIn kinds.tested);

  # A feature may turn on one of a dev-dependency.
  asksTestOnly =
    feature:
    let
      dependency = builtins.match "([^/?]+)[?]?/.*" feature;
    in
    dependency != null && builtins.elem (builtins.head dependency) testOnly;
  keepFeatures = builtins.filter (feature: !(asksTestOnly feature));

  stripped = builtins.removeAttrs manifest (
    kinds.tested
    ++ [
      "test"
      "bench"
      "example"
    ]
  );
in
stripped
// (
  if manifest ? features then
    { features = builtins.mapAttrs (_: keepFeatures) manifest.features; }
  else
    { }
)
// (
  if manifest ? target then
    { target = builtins.mapAttrs (_: table: builtins.removeAttrs table kinds.tested) manifest.target; }
  else
    { }
)
