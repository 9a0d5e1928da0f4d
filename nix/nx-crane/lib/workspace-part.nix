# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, lockedIndices, files, unchanged, selected, alone, used }, where `files` take the place of the repository's
# or are added, by path, beside the manifests of the crates `unchanged`, which all parts have alike; and the last three are
# members (selected-members.nix).
{
  lib,
  crates,
  manifests,
  buildManifests,
  rootManifests,
  inheritedParts,
  inheritedPartsOf,
  namesIn,
  seenFrom,
  compiledClosure,
  lockedClosures,
  testedClosure,
  lockedIndices,
  rootsOf,
  childPath,
  printToml,
  rootManifest,
  prunedWorkspaceFiles,
  selectedMembers,
}:
{
  key,
  tested,
  # See selected-members.nix.
  unified,
}:
let
  crate = crates.${key};

  declared = compiledClosure ([ key ] ++ lib.optionals tested crate.dependencies.dev);

  # Only the crate's own tests are compiled, so the others are without what only tests need.
  manifestOf = buildManifests // lib.optionalAttrs tested { ${key} = manifests.${key}; };

  inheritedBy =
    other:
    if tested && other == key then inheritedPartsOf manifests.${other} else inheritedParts.${other};

  closure =
    if tested then
      testedClosure key (namesIn key manifests.${key})
    else
      lockedClosures.${crate.workspace};
  indices =
    if tested then
      closure.indicesOf (rootsOf key ([ key ] ++ crate.dependencies.dev))
    else
      lockedIndices.${key};
  locked = closure.packagesAt indices;
  # A patch can put a crate of the repository beneath one from elsewhere: then only the lock knows.
  lockedHere = builtins.filter (other: other != null) (map (package: package.key) locked);
  needed = builtins.attrNames (builtins.groupBy (other: other) (declared ++ lockedHere));

  members = selectedMembers {
    inherit
      key
      tested
      unified
      locked
      ;
  };
  inherit (members) stubs;

  rootOf =
    workspace:
    let
      own = builtins.filter (other: crates.${other}.workspace == workspace) needed;
      dirs = map (other: seenFrom.${workspace}.${other});
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) own;
      part = rootManifest {
        manifest = rootManifests.${workspace};
        inherited = map inheritedBy own;
        memberDirs =
          dirs own ++ lib.optionals (workspace == crate.workspace) (map (stub: stub.name) stubs);
        crateDirs = dirs needed;
        isWorkspace =
          rootManifests.${workspace} ? workspace || (workspace == crate.workspace && stubs != [ ]);
        inherit locked;
      };
    in
    builtins.foldl' (_: other: manifestOf.${other}) { } atRoot // part;
  workspaces = builtins.attrNames (builtins.groupBy (other: crates.${other}.workspace) needed);
  write = dir: manifest: {
    name = childPath dir "Cargo.toml";
    value = builtins.toFile "Cargo.toml" (printToml manifest);
  };
  # That of a crate at the root of its workspace is the workspace's too.
  ownManifests = builtins.partition (other: tested && other == key) (
    builtins.filter (other: crates.${other}.dir != crates.${other}.workspace) needed
  );
in
{
  crates = needed;
  inherit locked;
  lockedIndices = indices;
  inherit (members) selected alone used;
  unchanged = ownManifests.wrong;
  files = builtins.listToAttrs (
    map (other: write crates.${other}.dir manifests.${other}) ownManifests.right
    ++ map (workspace: write workspace (rootOf workspace)) workspaces
    ++ prunedWorkspaceFiles {
      inherit (crate) workspace;
      keys = needed;
      inherit locked stubs;
    }
  );
}
