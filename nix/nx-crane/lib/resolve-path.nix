# The path that `path` means in the directory `dir`, relative to the repository; null where it leaves that.
dir: path:
let
  parts = import ./path-parts.nix (import ./child-path.nix dir path);
  step =
    resolved: part:
    if resolved == null then
      null
    else if part != ".." then
      resolved ++ [ part ]
    else if resolved == [ ] then
      null
    else
      builtins.genList (builtins.elemAt resolved) (builtins.length resolved - 1);
  resolved = builtins.foldl' step [ ] parts;
in
if resolved == null then null else builtins.concatStringsSep "/" resolved
