# What `nix flake check` runs: for each crate its build, its tests, clippy, rustfmt and its documentation, and each can be
# asked for alone.
{ tasks }:
let
  checksOf =
    key:
    let
      check = suffix: kind: {
        name = key + suffix;
        value = tasks.${key}.${kind};
      };
    in
    [
      (check "" "build")
      (check "-test" "test")
      (check "-clippy" "lint")
      (check "-fmt" "format")
      (check "-doc" "doc")
    ];
in
# The first of a name counts.
builtins.listToAttrs (builtins.concatMap checksOf (builtins.attrNames tasks))
