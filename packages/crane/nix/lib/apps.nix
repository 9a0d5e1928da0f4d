# `nix run .#NAME` for each binary: under the name of its crate where the crate has no other, else under its own.
# `default` where there is one only.
{
  lib,
  crates,
  checkCrate,
  crateDerivations,
}:
let
  # Programs of a wasm crate are no part of its package.
  appOf = key: binary: {
    type = "app";
    program = "${checkCrate key crateDerivations.${key}}/bin/${binary}";
    meta.description = "${binary}, of the crate ${crates.${key}.name}";
  };
  named =
    key:
    let
      inherit (crates.${key}) binaries;
      called = name: binary: {
        inherit name;
        value = appOf key binary;
      };
    in
    lib.optionals (builtins.length binaries == 1) (map (called key) binaries)
    ++ map (binary: called binary binary) binaries;
  keys = builtins.attrNames crateDerivations;
  # The first of a name counts, as `listToAttrs` has it.
  all = builtins.concatMap named keys;
  programs = builtins.concatMap (key: crates.${key}.binaries) keys;
in
builtins.listToAttrs (
  all
  ++ lib.optional (builtins.length programs == 1) {
    name = "default";
    inherit (builtins.head all) value;
  }
)
