# The dependencies that a parsed manifest declares in its tables `kinds` (e.g. [ "dependencies" ]), those for some
# platforms only included: a list of { key, value }, as written.
kinds: manifest:
let
  entriesOf =
    table:
    map (key: {
      inherit key;
      value = table.${key};
    }) (builtins.attrNames table);
  tablesOf = from: builtins.concatMap (kind: entriesOf (from.${kind} or { })) kinds;
in
tablesOf manifest ++ builtins.concatMap tablesOf (builtins.attrValues (manifest.target or { }))
