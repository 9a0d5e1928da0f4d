# What of a `[patch]` table is about packages among `locked`: a patch of nothing that remains would make Cargo read what is
# not there.
{
  # The table.
  patches,
  locked,
  # Directories of the crates that remain, as the patches name them.
  crateDirs,
}:
let
  keep = import ./keep-attributes.nix;
  lockedAs = name: builtins.filter (package: package.name == name) locked;
  isUsed =
    key: patch:
    builtins.any (
      package:
      if patch ? path then
        !(package ? source) && builtins.elem (import ./normal-path.nix patch.path) crateDirs
      else if patch ? git then
        import ./starts-with.nix "git+${patch.git}" (package.source or "")
      else
        package ? source && !(import ./starts-with.nix "git+" package.source)
    ) (lockedAs (patch.package or key));
in
keep (_: table: table != { }) (builtins.mapAttrs (_: keep isUsed) patches)
