# The features that a crate with a parsed manifest has, those of its optional dependencies included.
{ dependencyKinds, manifestDependencies }:
manifest:
builtins.attrNames (manifest.features or { })
++ map (dependency: dependency.key) (
  builtins.filter (dependency: dependency.value.optional or false == true) (
    manifestDependencies dependencyKinds.compiled manifest
  )
)
