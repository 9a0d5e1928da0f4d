# The text of a TOML document: each value of the top level on a line of its own, tables inline.
document:
let
  delete = builtins.fromJSON ''"\u007f"'';
  # JSON's escapes are TOML's, but for one character that TOML wants escaped and JSON does not.
  quote = text: builtins.replaceStrings [ delete ] [ "\\u007f" ] (builtins.toJSON text);
  entry = table: name: "${quote name} = ${print table.${name}}";
  print =
    value:
    if builtins.isAttrs value then
      "{ ${builtins.concatStringsSep ", " (map (entry value) (builtins.attrNames value))} }"
    else if builtins.isList value then
      "[${builtins.concatStringsSep ", " (map print value)}]"
    else if builtins.isString value then
      quote value
    else
      builtins.toJSON value;
in
builtins.concatStringsSep "" (
  map (name: entry document name + "\n") (builtins.attrNames document)
)
