# Cargo's configuration of a workspace of which `keys` remain, as files by path: a list of { name, value }.
{
  lib,
  crates,
  configs,
  relativePath,
  resolvePath,
  printToml,
  usedPatches,
}:
{
  workspace,
  keys,
  # The packages of the pruned lock.
  locked,
}:
let
  fileOf =
    { path, table }:
    let
      # Paths in it are relative to the directory that holds `.cargo`.
      from = resolvePath (dirOf path) "..";
      patches = usedPatches {
        patches = table.patch or { };
        inherit locked;
        crateDirs = map (key: relativePath from crates.${key}.dir) keys;
      };
      used =
        builtins.removeAttrs table [ "patch" ] // lib.optionalAttrs (patches != { }) { patch = patches; };
    in
    {
      name = path;
      value = builtins.toFile (baseNameOf path) (printToml used);
    };
in
map fileOf configs.${workspace}
