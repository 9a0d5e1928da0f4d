# A shell to work in, by hand or through direnv's `use flake`: what builds and checks use, and no other compiler.
{
  pkgs,
  craneLib,
  # See wasm/packages.nix.
  wasm,
  wasmLinkers,
  # See shell-settings.nix.
  settings,
}:
let
  # One for each version that the locks have.
  bindgens = map (group: builtins.head group) (
    builtins.attrValues (
      builtins.groupBy (bindgen: bindgen.version) (map (each: each.bindgen) (builtins.attrValues wasm))
    )
  );
in
craneLib.devShell (
  settings
  // {
    packages =
      settings.packages
      ++ (if wasm == { } then [ ] else bindgens ++ wasmLinkers ++ [ pkgs.binaryen ])
      ++ [
        pkgs.cargo-nextest
        pkgs.nodejs
      ];
  }
)
