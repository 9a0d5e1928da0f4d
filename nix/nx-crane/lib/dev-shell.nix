# A shell to work in, by hand or through direnv's `use flake`: what builds and checks use, and no other compiler.
{
  pkgs,
  lib,
  craneLib,
  wasmLinkers,
  wasmPackages,
  shellSettings,
}:
let
  # One for each version that the locks have.
  bindgens = map (group: builtins.head group) (
    builtins.attrValues (
      builtins.groupBy (bindgen: bindgen.version) (lib.mapAttrsToList (_: each: each.bindgen) wasmPackages)
    )
  );
in
craneLib.devShell (
  shellSettings
  // {
    packages =
      shellSettings.packages
      ++ lib.optionals (wasmPackages != { }) (bindgens ++ wasmLinkers ++ [ pkgs.binaryen ])
      ++ [
        pkgs.cargo-nextest
        pkgs.nodejs
      ];
  }
)
