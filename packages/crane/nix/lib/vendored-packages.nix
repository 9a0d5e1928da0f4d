# The directory with the packages among `locked` that come from elsewhere, made by crane.
{ registries, overrides }:
locked:
let
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
registries.craneLib.vendorMultipleCargoDeps (
  {
    cargoLockParsedList = [ { package = locked; } ];
  }
  // (if indexes == { } then { } else { registries = indexes; })
  // (if hashes == { } then { } else { outputHashes = hashes; })
)
