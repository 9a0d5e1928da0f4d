# Names as a set, which is quicker to ask than a list: name → true.
names:
builtins.listToAttrs (
  map (name: {
    inherit name;
    value = true;
  }) names
)
