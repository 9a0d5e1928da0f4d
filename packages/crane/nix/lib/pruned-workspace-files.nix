# What a part of a workspace has beside its manifests, as files by path: a list of { name, value }. It is the lock with the
# packages `locked`, Cargo's configuration of what remains, the crates `keys`, and members that are added, `stubs`
# (stub-member.nix).
{
  locks,
  childPath,
  printLock,
  configFiles,
}:
{
  workspace,
  keys,
  locked,
  stubs,
}:
let
  textFile = path: text: {
    name = path;
    value = builtins.toFile (baseNameOf path) text;
  };
  lock = printLock {
    inherit (locks.${workspace}) version;
    # A lock is sorted by names first, and no other package has the name of a stub.
    packages = builtins.sort (a: b: a.name < b.name) (locked ++ map (stub: stub.locked) stubs);
  };
in
[ (textFile (childPath workspace "Cargo.lock") lock) ]
++ configFiles { inherit workspace keys locked; }
++ builtins.concatMap (
  stub: map (path: textFile path stub.files.${path}) (builtins.attrNames stub.files)
) stubs
