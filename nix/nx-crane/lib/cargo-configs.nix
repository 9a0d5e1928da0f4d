# Cargo's configuration files that hold in a workspace, with what of them reaches compilation: a list of { path, table }.
# Each stays where it is, so Cargo joins them, and paths in them mean what they did. What is about this or that machine
# (wrappers of the compiler, directories), about where packages come from, or about the terminal is left out.
{
  lib,
  isThere,
  readToml,
  childPath,
  directoriesTo,
  resolvePath,
}:
workspace:
let
  nonEmpty = lib.filterAttrs (_: value: value != { });
  # Cargo takes the name without an ending first.
  configIn =
    dir:
    lib.take 1 (
      builtins.filter isThere (
        map (name: childPath dir ".cargo/${name}") [
          "config"
          "config.toml"
        ]
      )
    );
  includesOf =
    path: table:
    let
      pathOf = entry: if builtins.isString entry then entry else entry.path;
      places = map (entry: resolvePath (dirOf path) (pathOf entry)) (lib.toList table.include or [ ]);
    in
    builtins.filter (place: place != null && isThere place) places;
  withIncludes =
    path:
    let
      table = readToml path;
    in
    [ { inherit path table; } ] ++ builtins.concatMap withIncludes (includesOf path table);

  meaningOf =
    table:
    builtins.intersectAttrs kept table
    // nonEmpty {
      build = builtins.intersectAttrs keptOfBuild (table.build or { });
      # The names that manifests use.
      registries = nonEmpty (
        builtins.mapAttrs (_: builtins.intersectAttrs { index = true; }) (table.registries or { })
      );
    };
  named = names: lib.genAttrs names (_: true);
  kept = named [
    "env"
    "host"
    "include"
    "patch"
    "profile"
    "target"
    "target-applies-to-host"
    "unstable"
  ];
  keptOfBuild = named [
    "rustdocflags"
    "rustflags"
    "target"
  ];
in
builtins.filter (file: file.table != { }) (
  map (
    { path, table }:
    {
      inherit path;
      table = meaningOf table;
    }
  ) (builtins.concatMap withIncludes (builtins.concatMap configIn (directoriesTo workspace)))
)
