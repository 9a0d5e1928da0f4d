# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, lockedIndices, files, selected, alone, used }, where `files` take the place of the repository's or are
# added, by path, and the last three are members (selected-members.nix).
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

  closure =
    if tested then
      cargo.lockedClosure crate.workspace (
        cargo.packageNames // { ${key} = cargo.packageNamesOf key manifests.${key}; }
      )
    else
      cargo.lockedClosures.${crate.workspace};
  lockedIndices =
    if tested then
      closure.indicesOf (cargo.rootsOf key ([ key ] ++ crate.dependencies.dev))
    else
      cargo.lockedIndices.${key};
  locked = closure.packagesAt lockedIndices;
  # A patch can put a crate of the repository beneath one from elsewhere: then only the lock knows.
  lockedHere = builtins.filter (other: other != null) (
    map (cargo.keyOf crate.workspace) (builtins.filter (package: !(package ? source)) locked)
  );
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
      seen =
        dir:
        import ./relative-path.nix {
          from = workspace;
          to = dir;
        };
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) own;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        manifests = map (other: manifestOf.${other}) own;
        memberDirs =
          map (other: seen crates.${other}.dir) own
          ++ (if workspace == crate.workspace then map (each: seen each.dir) stubs else [ ]);
        crateDirs = map (other: seen crates.${other}.dir) needed;
        isWorkspace =
          cargo.roots.${workspace} ? workspace || (workspace == crate.workspace && stubs != [ ]);
        inherit locked;
      };
    in
    builtins.foldl' (_: other: manifestOf.${other}) { } atRoot // part;
  workspaces = builtins.attrNames (builtins.groupBy (other: crates.${other}.workspace) needed);
  printToml = import ./print-toml.nix;
  manifestFile =
    other:
    manifestAt crates.${other}.dir (
      if tested && other == key then
        builtins.toFile "Cargo.toml" (printToml manifests.${other})
      else
        cargo.buildManifestFiles.${other}
    );
  rootFile =
    workspace: manifestAt workspace (builtins.toFile "Cargo.toml" (printToml (rootOf workspace)));
  manifestAt = dir: value: {
    name = import ./child-path.nix dir "Cargo.toml";
    inherit value;
  };
in
{
  crates = needed;
  inherit locked lockedIndices;
  inherit (members) selected alone used;
  files = builtins.listToAttrs (
    map manifestFile (
      builtins.filter (other: crates.${other}.dir != crates.${other}.workspace) needed
    )
    ++ map rootFile workspaces
    ++ import ./pruned-workspace-files.nix cargo {
      inherit (crate) workspace;
      keys = needed;
      inherit locked stubs;
    }
  );
}
