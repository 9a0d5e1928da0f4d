# What the derivations of a crate are made from: { part, src, cargoVendorDir }, where `part` is its part of the workspace.
# What several derivations have in common is put together once.
{
  pkgs,
  cargo,
  overrides,
  # See vendored-packages.nix.
  vendored,
}:
let
  workspaceSource = import ./workspace-source.nix { inherit pkgs cargo; };
  # A person who chooses features of a crate has it built with these.
  choosesFeatures =
    key:
    builtins.any (given: isChosen given || isChosen given.test or { }) [
      overrides.all
      (overrides.crates.${key} or { })
    ];
  isChosen = given: given ? features || given ? noDefaultFeatures || given ? allFeatures;

  partOf =
    { tested, unified }:
    key:
    let
      part = import ./workspace-part.nix cargo {
        inherit key tested unified;
        inherit (pkgs.stdenv.hostPlatform) system;
      };
    in
    {
      inherit part;
      src = workspaceSource { inherit key part tested; };
      cargoVendorDir =
        if tested && part.lockedIndices == built.${key}.part.lockedIndices then
          built.${key}.cargoVendorDir
        else
          vendored part.locked;
    };
  partsWith =
    tested:
    builtins.mapAttrs (
      key: _:
      partOf {
        inherit tested;
        unified = !(choosesFeatures key);
      } key
    ) cargo.crates;
  built = partsWith false;
  tests = partsWith true;
in
{
  key,
  tested,
  # Whether the result is for another platform than what `cargo build --workspace` compiles.
  foreign,
}:
if foreign then
  partOf {
    inherit tested;
    unified = false;
  } key
else if tested then
  tests.${key}
else
  built.${key}
