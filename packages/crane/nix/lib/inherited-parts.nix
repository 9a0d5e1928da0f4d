# What a member's manifest takes from the root manifest: { fields, dependencies, lints }. Names of fields and of
# dependencies, and whether it takes the lints.
{ dependencyKinds, manifestDependencies }:
manifest:
let
  package = manifest.package or { };
  inherits = value: builtins.isAttrs value && value.workspace or false == true;
in
{
  fields = builtins.filter (name: inherits package.${name}) (builtins.attrNames package);
  dependencies = map (dependency: dependency.key) (
    builtins.filter (dependency: inherits dependency.value) (
      manifestDependencies dependencyKinds.all manifest
    )
  );
  lints = inherits (manifest.lints or { });
}
