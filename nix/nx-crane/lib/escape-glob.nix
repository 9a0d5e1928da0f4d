# A path that means only itself where a glob is expected.
builtins.replaceStrings
  [
    "["
    "]"
    "*"
    "?"
  ]
  [
    "[[]"
    "[]]"
    "[*]"
    "[?]"
  ]
