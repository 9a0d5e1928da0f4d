# What the manifests of crates say, each read once, by key.
{
  crates,
  rootManifests,
  isThere,
  readToml,
  childPath,
  addAbsentTarget,
  buildManifest,
  inheritedPartsOf,
  packageNamesOf,
  printToml,
}:
let
  hasFile = key: path: isThere (childPath crates.${key}.dir path);
in
rec {
  manifests = builtins.mapAttrs (_: crate: readToml (childPath crate.dir "Cargo.toml")) crates;
  # What of them builds need.
  buildManifests = builtins.mapAttrs (
    key: manifest:
    let
      built = buildManifest manifest;
    in
    if hasTarget.${key} then built else addAbsentTarget built
  ) manifests;
  buildManifestFiles = builtins.mapAttrs (
    _: manifest: builtins.toFile "Cargo.toml" (printToml manifest)
  ) buildManifests;
  inheritedParts = builtins.mapAttrs (_: inheritedPartsOf) buildManifests;
  # The packages that a manifest of the crate asks for.
  namesIn =
    key: manifest:
    packageNamesOf {
      inherit manifest;
      shared = rootManifests.${crates.${key}.workspace}.workspace.dependencies or { };
    };
  packageNames = builtins.mapAttrs namesIn buildManifests;
  # Whether others can use the crate.
  hasLibrary = builtins.mapAttrs (
    key: manifest:
    manifest ? lib || (manifest.package.autolib or true != false && hasFile key "src/lib.rs")
  ) manifests;
  # Whether a build has anything to compile of it.
  hasTarget = builtins.mapAttrs (
    key: manifest:
    hasLibrary.${key}
    || manifest ? bin
    || (
      manifest.package.autobins or true != false && (hasFile key "src/main.rs" || hasFile key "src/bin")
    )
  ) manifests;
}
