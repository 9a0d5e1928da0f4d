# The features that a crate with a parsed manifest has, those of its optional dependencies included.
manifest:
builtins.attrNames (manifest.features or { })
++ map (dependency: dependency.key) (
  builtins.filter (dependency: dependency.value.optional or false == true) (
    import ./manifest-dependencies.nix {
      inherit manifest;
      kinds = (import ./dependency-kinds.nix).compiled;
    }
  )
)
