# The files with settings of tools, called by one of `names`, that hold for a crate: in its directory and above, relative to
# the repository.
{
  # Whether something is at a path of the repository that a flake would see.
  isThere,
  crate,
  names,
}:
builtins.filter isThere (
  builtins.concatMap (dir: map (import ./child-path.nix dir) names) (
    import ./directories-to.nix crate.dir
  )
)
