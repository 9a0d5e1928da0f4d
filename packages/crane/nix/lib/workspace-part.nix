# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, lockedIndices, files, unchanged, selected, alone, used }, where `files` take the place of the repository's
# or are added, by path, beside the manifests of the crates `unchanged`, which all parts have alike; and the last three are
# members (selected-members.nix).
cargo:
{
  key,
  tested,
  # See selected-members.nix.
  unified,
  system,
}:
let
  inherit (cargo) crates manifests;
  crate = crates.${key};

  declared = cargo.compiledClosure ([ key ] ++ (if tested then crate.dependencies.dev else [ ]));

  # Only the crate's own tests are compiled, so the others are without what only tests need.
  manifestOf =
    if tested then cargo.buildManifests // { ${key} = manifests.${key}; } else cargo.buildManifests;

  inheritedBy =
    other:
    if tested && other == key then
      import ./inherited-parts.nix manifests.${other}
    else
      cargo.inheritedParts.${other};

  closure =
    if tested then
      cargo.testedClosure key (cargo.packageNamesOf key manifests.${key})
    else
      cargo.lockedClosures.${crate.workspace};
  lockedIndices =
    if tested then
      closure.indicesOf (cargo.rootsOf key ([ key ] ++ crate.dependencies.dev))
    else
      cargo.lockedIndices.${key};
  locked = closure.packagesAt lockedIndices;
  # A patch can put a crate of the repository beneath one from elsewhere: then only the lock knows.
  lockedHere = builtins.filter (other: other != null) (map (package: package.key) locked);
  needed = builtins.attrNames (builtins.groupBy (other: other) (declared ++ lockedHere));

  members = import ./selected-members.nix cargo {
    inherit
      key
      tested
      unified
      system
      locked
      ;
  };
  inherit (members) stubs;

  rootOf =
    workspace:
    let
      own = builtins.filter (other: crates.${other}.workspace == workspace) needed;
      dirs = map (other: cargo.seenFrom.${workspace}.${other});
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) own;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        inherited = map inheritedBy own;
        memberDirs =
          dirs own ++ (if workspace == crate.workspace then map (stub: stub.name) stubs else [ ]);
        crateDirs = dirs needed;
        isWorkspace =
          cargo.roots.${workspace} ? workspace || (workspace == crate.workspace && stubs != [ ]);
        inherit locked;
      };
    in
    builtins.foldl' (_: other: manifestOf.${other}) { } atRoot // part;
  workspaces = builtins.attrNames (builtins.groupBy (other: crates.${other}.workspace) needed);
  printToml = import ./print-toml.nix;
  write = dir: manifest: {
    name = import ./child-path.nix dir "Cargo.toml";
    value = builtins.toFile "Cargo.toml" (printToml manifest);
  };
  # That of a crate at the root of its workspace is the workspace's too.
  ownManifests = builtins.partition (other: tested && other == key) (
    builtins.filter (other: crates.${other}.dir != crates.${other}.workspace) needed
  );
in
{
  crates = needed;
  inherit locked lockedIndices;
  inherit (members) selected alone used;
  unchanged = ownManifests.wrong;
  files = builtins.listToAttrs (
    map (other: write crates.${other}.dir manifests.${other}) ownManifests.right
    ++ map (workspace: write workspace (rootOf workspace)) workspaces
    ++ import ./pruned-workspace-files.nix cargo {
      inherit (crate) workspace;
      keys = needed;
      inherit locked stubs;
    }
  );
}
