# Cargo's configuration files that hold in a workspace, with what of them reaches compilation: a list of { path, table }.
# Each stays where it is, so Cargo joins them, and paths in them mean what they did. What is about this or that machine
# (wrappers of the compiler, directories), about where packages come from, or about the terminal is left out.
{
  # Whether there is a file, by its path.
  isThere,
  # From a path, parsed.
  readToml,
}:
workspace:
let
  childPath = import ./child-path.nix;
  keep = import ./keep-attributes.nix;
  # Cargo takes the name without an ending first.
  configIn =
    dir:
    let
      there = builtins.filter isThere (
        map (name: childPath dir ".cargo/${name}") [
          "config"
          "config.toml"
        ]
      );
    in
    if there == [ ] then [ ] else [ (builtins.head there) ];
  includesOf =
    path: table:
    let
      include = table.include or [ ];
      entries = if builtins.isList include then include else [ include ];
      pathOf = entry: if builtins.isString entry then entry else entry.path;
      places = map (entry: import ./resolve-path.nix (dirOf path) (pathOf entry)) entries;
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
    let
      kept =
        keep
          (
            name: _:
            builtins.elem name [
              "env"
              "host"
              "include"
              "patch"
              "profile"
              "target"
              "target-applies-to-host"
              "unstable"
            ]
          )
          table;
      build = keep (
        name: _:
        builtins.elem name [
          "rustdocflags"
          "rustflags"
          "target"
        ]
      ) (table.build or { });
      # The names that manifests use.
      registries = builtins.mapAttrs (_: keep (name: _: name == "index")) (table.registries or { });
      optional = name: value: if value == { } then { } else { ${name} = value; };
    in
    kept
    // optional "build" build
    // optional "registries" (keep (_: registry: registry != { }) registries);
in
builtins.filter (file: file.table != { }) (
  map (
    { path, table }:
    {
      inherit path;
      table = meaningOf table;
    }
  ) (builtins.concatMap withIncludes (builtins.concatMap configIn (import ./directories-to.nix workspace)))
)
