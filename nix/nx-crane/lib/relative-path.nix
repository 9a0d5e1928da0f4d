# The directory `to` as seen from the directory `from`, both relative to the repository; `""` for the same.
{ from, to }:
let
  partsOf = import ./path-parts.nix;
  step =
    left: right:
    if left != [ ] && right != [ ] && builtins.head left == builtins.head right then
      step (builtins.tail left) (builtins.tail right)
    else
      map (_: "..") left ++ right;
in
builtins.concatStringsSep "/" (step (partsOf from) (partsOf to))
