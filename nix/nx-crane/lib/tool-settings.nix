# The files with settings of tools, called by one of `names`, that hold for a crate: in its directory and above, relative to
# the repository.
{
  isThere,
  childPath,
  directoriesTo,
}:
crate: names:
builtins.filter isThere (
  builtins.concatMap (dir: map (childPath dir) names) (directoriesTo crate.dir)
)
