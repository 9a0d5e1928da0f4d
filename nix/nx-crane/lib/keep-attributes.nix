# The attributes of a set for which `wanted name value` holds.
wanted: set:
builtins.listToAttrs (
  builtins.concatMap (
    name:
    if wanted name set.${name} then
      [
        {
          inherit name;
          value = set.${name};
        }
      ]
    else
      [ ]
  ) (builtins.attrNames set)
)
