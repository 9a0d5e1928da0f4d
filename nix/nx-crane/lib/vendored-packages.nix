# The directory with the packages among `locked` that come from elsewhere, made by crane.
{
  lib,
  overrides,
  lockedPackages,
  cargoRegistries,
}:
let
  inherit (cargoRegistries) craneLib;
  # crane writes sources to a shell's script.
  isPlain = source: builtins.match "[A-Za-z0-9+:/@._~#?&=%,;()!*-]*" source != null;

  # Most packages are in many directories: the derivation of each is made once.
  downloads = builtins.listToAttrs (
    map (package: {
      name = packageIn package;
      value = craneLib.downloadCargoPackage package;
    }) (builtins.filter (package: package ? source && package ? checksum) lockedPackages)
  );
  packageIn = package: "${package.name} ${package.version} ${package.source} ${package.checksum}";
in
locked:
let
  bySource = builtins.groupBy (package: package.source) (
    builtins.filter (package: package ? source) locked
  );
  sources = builtins.attrNames bySource;
  strange = builtins.filter (source: !(isPlain source)) sources;
  first = builtins.head strange;
  inherit (cargoRegistries.usedBy locked) indexes;
  hashes = builtins.intersectAttrs bySource overrides.outputHashes;
in
if strange != [ ] then
  throw "Cargo.lock: the source of ${(builtins.head bySource.${first}).name} is not a URL: ${builtins.toJSON first}"
else
  craneLib.vendorMultipleCargoDeps (
    {
      cargoLockParsedList = [ { package = locked; } ];
      overrideVendorCargoPackage = package: _: downloads.${packageIn package};
    }
    // lib.optionalAttrs (indexes != { }) { registries = indexes; }
    // lib.optionalAttrs (hashes != { }) { outputHashes = hashes; }
  )
