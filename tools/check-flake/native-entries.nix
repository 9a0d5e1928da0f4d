# The entries of the table of native dependencies that hold something that nobody reads, or nothing: crate names.
{ library }:
let
  known = import (/. + library + "/native-dependencies.nix");
  types = {
    libraries = "list";
    tools = "list";
    env = "lambda";
    linuxOnly = "bool";
    buildsOnly = "bool";
  };
  isSound =
    crate:
    let
      entry = known.${crate};
      names = builtins.attrNames entry;
    in
    names != [ ]
    && builtins.all (name: builtins.typeOf entry.${name} == types.${name} or null) names
    && builtins.all builtins.isString (entry.libraries or [ ] ++ entry.tools or [ ]);
in
builtins.filter (crate: !(isSound crate)) (builtins.attrNames known)
