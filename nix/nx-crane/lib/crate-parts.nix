# What the derivations of a crate are made from: { part, src, cargoVendorDir }, where `part` is its part of the workspace.
# What several derivations have in common is put together once.
{
  crates,
  overrides,
  vendoredPackages,
  workspacePart,
  workspaceSource,
}:
let
  # A person who chooses features of a crate has it built with these.
  choosesFeatures =
    key:
    builtins.any (given: isChosen given || isChosen given.test or { }) [
      overrides.all
      (overrides.crates.${key} or { })
    ];
  isChosen = given: given ? features || given ? noDefaultFeatures || given ? allFeatures;

  partOf =
    {
      key,
      tested,
      unified,
    }:
    let
      part = workspacePart { inherit key tested unified; };
    in
    {
      inherit part;
      src = workspaceSource { inherit key part tested; };
      cargoVendorDir =
        if tested && part.lockedIndices == built.${key}.part.lockedIndices then
          built.${key}.cargoVendorDir
        else
          vendoredPackages part.locked;
    };
  partsWith =
    tested:
    builtins.mapAttrs (
      key: _:
      partOf {
        inherit key tested;
        unified = !(choosesFeatures key);
      }
    ) crates;
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
    inherit key tested;
    unified = false;
  }
else if tested then
  tests.${key}
else
  built.${key}
