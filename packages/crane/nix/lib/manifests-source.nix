# A directory that Cargo takes for the workspace and that holds its manifests, its lock and `config`, a file: what is known
# of dependencies without a source. No crate is more than an empty library, so edits of sources do not matter.
{ pkgs, cargo }:
{ workspace, config }:
let
  inherit (cargo) root crates manifests;
  inherit (pkgs.lib) concatMapStrings;
  childPath = import ./child-path.nix;
  printToml = import ./print-toml.nix;
  place = import ./place-in-output.nix pkgs.lib;
  dirs = map (key: cargo.seenFrom.${workspace}.${key});
  isMember = key: crates.${key}.workspace == workspace;
  members = builtins.filter isMember (builtins.attrNames crates);
  needed = import ./crate-closure.nix {
    inherit crates;
    kinds = [
      "normal"
      "build"
      "dev"
    ];
  } members;
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
      resolve = import ./resolve-path.nix crates.${key}.dir;
      path = if builtins.isString file then resolve file else null;
    in
    if path == null || !(cargo.isThere path) then [ ] else [ path ];

  rootManifest =
    let
      own = builtins.filter (key: crates.${key}.dir == workspace) members;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        inherited = map (key: import ./inherited-parts.nix (bare manifests.${key})) members;
        memberDirs = dirs members;
        crateDirs = dirs needed;
        isWorkspace = cargo.roots.${workspace} ? workspace;
        locked = cargo.locks.${workspace}.package;
      };
    in
    builtins.foldl' (_: key: bare manifests.${key}) { } own // part;

  configs = import ./config-files.nix cargo {
    inherit workspace locked;
    keys = needed;
  };
  locked = cargo.locks.${workspace}.package;

  put = path: file: ''
    mkdir -p ${place (dirOf path)}
    cp --no-preserve=mode,ownership ${file} ${place path}
  '';
  write = path: text: put path (builtins.toFile (baseNameOf path) text);
  copy = path: put path (import ./repository-file.nix root path);
  crateFiles =
    key:
    let
      inherit (crates.${key}) dir;
    in
    (
      if dir == workspace then
        ""
      else
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
  + write (childPath workspace "Cargo.toml") (printToml rootManifest)
  + concatMapStrings ({ name, value }: put name value) configs
  + concatMapStrings copy [
    (childPath workspace "Cargo.lock")
    config
  ]
)
