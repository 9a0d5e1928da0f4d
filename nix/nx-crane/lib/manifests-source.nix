# A directory that Cargo takes for the workspace and that holds its manifests, its lock and `config`, a file: what is known
# of dependencies without a source. No crate is more than an empty library, so edits of sources do not matter.
{
  pkgs,
  lib,
  crates,
  manifests,
  rootManifests,
  locks,
  seenFrom,
  isThere,
  childPath,
  resolvePath,
  printToml,
  putFile,
  repositoryFile,
  crateClosure,
  configFiles,
  inheritedPartsOf,
  rootManifest,
}:
{ workspace, config }:
let
  inherit (lib) concatMapStrings;
  dirs = map (key: seenFrom.${workspace}.${key});
  isMember = key: crates.${key}.workspace == workspace;
  members = builtins.filter isMember (builtins.attrNames crates);
  needed = crateClosure [
    "normal"
    "build"
    "dev"
  ] members;
  # Without what Cargo would look for files of.
  bare =
    manifest:
    builtins.removeAttrs manifest [
      "lib"
      "bin"
      "test"
      "bench"
      "example"
    ]
    // {
      package = builtins.removeAttrs (manifest.package or { }) [
        "build"
        "default-run"
        "readme"
      ];
    };
  licenseOf =
    key:
    let
      file = manifests.${key}.package.license-file or null;
      path = if builtins.isString file then resolvePath crates.${key}.dir file else null;
    in
    lib.optional (path != null && isThere path) path;

  root =
    let
      own = builtins.filter (key: crates.${key}.dir == workspace) members;
      part = rootManifest {
        manifest = rootManifests.${workspace};
        inherited = map (key: inheritedPartsOf (bare manifests.${key})) members;
        memberDirs = dirs members;
        crateDirs = dirs needed;
        isWorkspace = rootManifests.${workspace} ? workspace;
        inherit locked;
      };
    in
    builtins.foldl' (_: key: bare manifests.${key}) { } own // part;

  configs = configFiles {
    inherit workspace locked;
    keys = needed;
  };
  locked = locks.${workspace}.package;

  write = path: text: putFile path (builtins.toFile (baseNameOf path) text);
  copy = path: putFile path (repositoryFile path);
  crateFiles =
    key:
    let
      inherit (crates.${key}) dir;
    in
    lib.optionalString (dir != workspace) (
      write (childPath dir "Cargo.toml") (printToml (bare manifests.${key}))
    )
    + write (childPath dir "src/lib.rs") ""
    + concatMapStrings copy (licenseOf key);
in
pkgs.runCommandLocal "source" { } (
  ''
    mkdir -p "$out"
  ''
  + concatMapStrings crateFiles needed
  + write (childPath workspace "Cargo.toml") (printToml root)
  + concatMapStrings ({ name, value }: putFile name value) configs
  + concatMapStrings copy [
    (childPath workspace "Cargo.lock")
    config
  ]
)
