# The names of the packages that a crate's manifest asks for, as a set: a lock names dependencies by their packages, a
# manifest by the names that the crate uses for them. `shared` are the dependencies that it may inherit.
{ dependencyKinds, manifestDependencies }:
{ manifest, shared }:
let
  nameOf =
    { key, value }:
    let
      entry = if value.workspace or false == true then shared.${key} or { } else value;
    in
    {
      name = if builtins.isAttrs value && builtins.isAttrs entry then entry.package or key else key;
      value = true;
    };
in
builtins.listToAttrs (map nameOf (manifestDependencies dependencyKinds.all manifest))
