# What the crates need of the locks of their workspaces: { keyOf, lockedClosures, testedClosure, rootsOf, lockedIndices }.
{
  crates,
  locks,
  packageNames,
  compiledClosure,
  lockedClosure,
}:
let
  # name and version → the key of the crate, of the workspace itself before others
  keys = builtins.groupBy (key: "${crates.${key}.name} ${crates.${key}.version}") (
    builtins.attrNames crates
  );
  keyOf =
    workspace: package:
    let
      all = keys."${package.name} ${package.version}" or [ ];
      own = builtins.filter (key: crates.${key}.workspace == workspace) all;
    in
    if own != [ ] then
      builtins.head own
    else if all != [ ] then
      builtins.head all
    else
      null;

  followsIn =
    names: workspace: package: name:
    let
      key = keyOf workspace package;
    in
    key == null || names.${key} ? ${name};
  # What remains of a lock for builds.
  lockedClosures = builtins.mapAttrs (
    workspace: lock:
    lockedClosure {
      inherit lock;
      keyOf = keyOf workspace;
      follows = followsIn packageNames workspace;
    }
  ) locks;
  # What remains of the lock of a crate where the crate itself asks for the packages `names`.
  testedClosure =
    key: names:
    lockedClosures.${crates.${key}.workspace}.amended { inherit (crates.${key}) name version; } (
      _: name: names ? ${name}
    );

  # What the build of the crates `keys` starts from in the lock of the workspace of the crate `key`.
  rootsOf =
    key: keys:
    map (other: { inherit (crates.${other}) name version; }) (
      builtins.filter (other: crates.${other}.workspace == crates.${key}.workspace) (compiledClosure keys)
    );
in
{
  inherit
    keyOf
    lockedClosures
    testedClosure
    rootsOf
    ;
  # By key: what the build of a crate needs of the lock of its workspace.
  lockedIndices = builtins.mapAttrs (
    key: crate: lockedClosures.${crate.workspace}.indicesOf (rootsOf key [ key ])
  ) crates;
}
