# The files with settings of tools, called by one of `names`, that hold for a crate: in its directory and above, relative to
# the repository.
{
  root,
  crate,
  names,
}:
builtins.filter (path: builtins.pathExists (root + "/${path}")) (
  builtins.concatMap (dir: map (import ./child-path.nix dir) names) (
    import ./directories-to.nix crate.dir
  )
)
