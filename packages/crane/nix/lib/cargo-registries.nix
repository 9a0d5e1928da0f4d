# The registries that are not crates.io: `craneLib` knows where their crates are downloaded, `indexes` is name → index
# for crane's `registries`, `variables` tells Cargo the names that no configuration of the repository has. Of those that
# no package among `locked` comes from, none counts.
{
  lib,
  craneLib,
  overrides,
}:
let
  inherit (lib) hasPrefix removePrefix;
  # A lock names an index after its kind; a sparse one has that in its address.
  sourceOf =
    indexUrl:
    if hasPrefix "sparse+" indexUrl then indexUrl else "registry+${indexOf indexUrl}";
  indexOf = removePrefix "registry+";

  registryOf =
    registry:
    builtins.addErrorContext "while evaluating `registries` in ${overrides.name}" (
      craneLib.registryFromDownloadUrl (
        {
          inherit (registry) dl;
          indexUrl = sourceOf registry.indexUrl;
          registryPrefix = if hasPrefix "sparse+" registry.indexUrl then "sparse+" else "registry+";
        }
        // builtins.intersectAttrs { fetchurlExtraArgs = true; } registry
      )
    );
  cratesIo = "registry+https://github.com/rust-lang/crates.io-index";
  isRegistry = source: hasPrefix "registry+" source || hasPrefix "sparse+" source;
  setBy =
    nameOf: valueOf: items:
    builtins.listToAttrs (
      map (item: {
        name = nameOf item;
        value = valueOf item;
      }) items
    );
  known = setBy (registry: sourceOf registry.indexUrl) (registry: registry) overrides.registries;
  indexesBy = nameOf: setBy nameOf indexOf;
  variableOf =
    name: "CARGO_REGISTRIES_${builtins.replaceStrings [ "-" ] [ "_" ] (lib.toUpper name)}_INDEX";
in
{
  craneLib =
    if overrides.registries == [ ] then
      craneLib
    else
      craneLib.appendCrateRegistries (map registryOf overrides.registries);
  usedBy =
    locked:
    let
      bySource = builtins.groupBy (package: package.source) (
        builtins.filter (package: package ? source) locked
      );
      sources = builtins.filter (source: source != cratesIo && isRegistry source) (
        builtins.attrNames bySource
      );
      check =
        source:
        if known ? ${source} then
          source
        else
          throw ''
            Cargo.lock: packages come from the registry ${source}, but ${overrides.name} does not say where they
            are downloaded from: add
              registries = [ { indexUrl = ${builtins.toJSON (indexOf source)}; dl = "…"; } ];
            `dl` is what the config.json of the index has under that name.'';
      used = map check sources;
    in
    {
      indexes = indexesBy (
        source: known.${source}.name or (builtins.hashString "sha256" source)
      ) used;
      variables = indexesBy (source: variableOf known.${source}.name) (
        builtins.filter (source: known.${source} ? name) used
      );
    };
}
