# The directories from the repository to `dir`, both included: "a/b" → [ "" "a" "a/b" ].
dir:
let
  parts = import ./path-parts.nix dir;
in
builtins.genList (
  length: builtins.concatStringsSep "/" (builtins.genList (builtins.elemAt parts) length)
) (builtins.length parts + 1)
