# What the root manifests and locks of Cargo workspaces say, each read once, by directory.
{
  lib,
  crates,
  isThere,
  readToml,
  childPath,
  relativePath,
  cargoConfigs,
}:
let
  byDir = lib.genAttrs dirs;
  dirs = builtins.attrNames (builtins.groupBy (crate: crate.workspace) (builtins.attrValues crates));
  # Of a workspace without a lock, as those of fuzz targets often are, nothing can be built.
  hasLock = byDir (dir: isThere (childPath dir "Cargo.lock"));
in
rec {
  rootManifests = byDir (dir: readToml (childPath dir "Cargo.toml"));
  locks = byDir (
    dir:
    let
      path = childPath dir "Cargo.lock";
      lock = readToml path;
    in
    if !hasLock.${dir} then
      throw "${path}: there is none that Git tracks"
    else if lock.version or 1 >= 3 then
      lock
    else
      throw "${path}: its format is from before 2021: run `cargo update --workspace`"
  );
  # What can be built: directories of workspaces, the packages of their locks, and crates by key.
  lockedWorkspaces = builtins.filter (dir: hasLock.${dir}) (builtins.attrNames hasLock);
  lockedPackages = builtins.concatMap (dir: locks.${dir}.package or [ ]) lockedWorkspaces;
  lockedCrates = lib.filterAttrs (_: crate: hasLock.${crate.workspace}) crates;
  configs = byDir cargoConfigs;
  # workspace → key → the crate's directory as seen from the workspace's
  seenFrom = byDir (dir: builtins.mapAttrs (_: crate: relativePath dir crate.dir) crates);
}
