# `nix run .#NAME` for each binary: under the name of its crate where the crate has no other, else under its own.
# `default` where there is one only.
{ crates, derivations }:
let
  appOf = key: binary: {
    type = "app";
    program = "${derivations.${key}}/bin/${binary}";
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
    (if builtins.length binaries == 1 then map (called key) binaries else [ ])
    ++ map (binary: called binary binary) binaries;
  # The first of a name counts, as `listToAttrs` has it.
  all = builtins.concatMap named (builtins.attrNames crates);
  programs = builtins.concatMap (key: crates.${key}.binaries) (builtins.attrNames crates);
in
builtins.listToAttrs (
  all
  ++ (
    if builtins.length programs == 1 then
      [
        {
          name = "default";
          inherit (builtins.head all) value;
        }
      ]
    else
      [ ]
  )
)
