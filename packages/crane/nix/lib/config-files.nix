# Cargo's configuration of a workspace of which `keys` remain, as files by path: a list of { name, value }.
cargo:
{
  workspace,
  keys,
  # The packages of the pruned lock.
  locked,
}:
let
  printToml = import ./print-toml.nix;
  fileOf =
    { path, table }:
    let
      # Paths in it are relative to the directory that holds `.cargo`.
      dir = import ./resolve-path.nix (dirOf path) "..";
      patches = import ./used-patches.nix {
        patches = table.patch or { };
        inherit locked;
        crateDirs = map (
          key:
          import ./relative-path.nix {
            from = dir;
            to = cargo.crates.${key}.dir;
          }
        ) keys;
      };
      used =
        builtins.removeAttrs table [ "patch" ]
        // (if patches == { } then { } else { patch = patches; });
    in
    {
      name = path;
      value = builtins.toFile (baseNameOf path) (printToml used);
    };
in
map fileOf cargo.configs.${workspace}
