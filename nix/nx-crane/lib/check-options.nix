# `given`, a set of options, if each is one of `options` (name → type) and has its type; an error of one in it says where.
{
  # The overrides file, for people.
  file,
  # Where in it, e.g. [ "crates" "engine" ].
  place,
  options,
  given,
}:
let
  join = builtins.concatStringsSep;
  at = names: join "." (place ++ names);
  articleOf = type: if type == "int" then "an ${type}" else "a ${type}";
  whole = if place == [ ] then "it" else "`${at [ ]}`";
  names = join ", " (builtins.attrNames options);
  unknown = builtins.filter (name: !(options ? ${name})) (builtins.attrNames given);
  checked =
    name: value:
    let
      type = builtins.typeOf value;
      expected = articleOf options.${name};
    in
    builtins.addErrorContext "while evaluating `${at [ name ]}` in ${file}" (
      if type == options.${name} then
        value
      else
        throw "${file}: `${at [ name ]}` is ${articleOf type}, but must be ${expected}"
    );
in
if !(builtins.isAttrs given) then
  throw "${file}: ${whole} is ${articleOf (builtins.typeOf given)}, but must be a set"
else if unknown != [ ] then
  throw "${file}: there is no option `${at [ (builtins.head unknown) ]}`; the options are ${names}"
else
  builtins.mapAttrs checked given
