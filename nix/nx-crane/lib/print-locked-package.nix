# A package as a Cargo.lock has it. `referenceTo` gives the parts that name another package in it.
referenceTo: package:
let
  quote = builtins.toJSON;
  field = name: if package ? ${name} then "${name} = ${quote package.${name}}\n" else "";
  references = builtins.sort builtins.lessThan (map referenceTo package.dependencies);
  line = reference: " ${quote (builtins.concatStringsSep " " reference)},\n";
  dependencies =
    if package.dependencies or [ ] == [ ] then
      ""
    else
      "dependencies = [\n${builtins.concatStringsSep "" (map line references)}]\n";
in
"[[package]]\n"
+ builtins.concatStringsSep "" (
  map field [
    "name"
    "version"
    "source"
    "checksum"
  ]
)
+ dependencies
