# The directory with the packages among `locked` that come from elsewhere, made by crane.
{ registries, overrides }:
locked:
let
  # crane writes sources to a shell's script.
  isPlain = package: builtins.match "[A-Za-z0-9+:/@._~#?&=%,;()!*-]*" (package.source or "") != null;
  strange = builtins.filter (package: !(isPlain package)) locked;
  first = builtins.head strange;
  inherit (registries.usedBy locked) indexes;
  hashes = builtins.listToAttrs (
    builtins.concatMap (
      package:
      if package ? source && overrides.outputHashes ? ${package.source} then
        [
          {
            name = package.source;
            value = overrides.outputHashes.${package.source};
          }
        ]
      else
        [ ]
    ) locked
  );
in
if strange != [ ] then
  throw "Cargo.lock: the source of ${first.name} is no address: ${builtins.toJSON first.source}"
else
  registries.craneLib.vendorMultipleCargoDeps (
    {
      cargoLockParsedList = [ { package = locked; } ];
    }
    // (if indexes == { } then { } else { registries = indexes; })
    // (if hashes == { } then { } else { outputHashes = hashes; })
  )
