# What of a `[patch]` table is about packages among `locked`: a patch of nothing that remains would make Cargo read what is
# not there.
{ lib, normalPath }:
{
  # The table.
  patches,
  locked,
  # Directories of the crates that remain, as the patches name them.
  crateDirs,
}:
let
  inherit (lib) filterAttrs hasPrefix;
  lockedAs = name: builtins.filter (package: package.name == name) locked;
  isUsed =
    key: patch:
    builtins.any (
      package:
      if patch ? path then
        !(package ? source) && builtins.elem (normalPath patch.path) crateDirs
      else if patch ? git then
        hasPrefix "git+${patch.git}" (package.source or "")
      else
        package ? source && !(hasPrefix "git+" package.source)
    ) (lockedAs (patch.package or key));
in
filterAttrs (_: table: table != { }) (builtins.mapAttrs (_: filterAttrs isUsed) patches)
