# The variables that the crates beneath `user` set, by name. Where several set one, those that others of them need do not
# count; an error where the rest do not agree. `ignored` are names that do not matter.
{ overrides, compiledClosure }:
{
  user,
  environments,
  ignored,
}:
let
  setBy = builtins.zipAttrsWith (_: keys: keys) (
    map (key: builtins.mapAttrs (_: _: key) environments.${key}) (builtins.attrNames environments)
  );
  isBeneath = key: other: key != other && builtins.elem key (compiledClosure [ other ]);
  valueOf =
    variable: keys:
    let
      nearest = builtins.filter (key: !(builtins.any (isBeneath key) keys)) keys;
      values = map (key: environments.${key}.${variable}) nearest;
      first = builtins.head values;
    in
    if builtins.all (value: value == first) values then
      first
    else
      throw "${overrides.name}: ${builtins.concatStringsSep " and " nearest} set ${variable} to different values, and ${user} needs both: set `crates.${user}.env.${variable}`";
in
builtins.mapAttrs valueOf (builtins.removeAttrs setBy ignored)
