# How a stub in the directory `dir` asks for exactly a package of the lock. Null for one from elsewhere than crates.io and
# the repository.
{
  dir,
  # The directory of a package of the repository, or null.
  dirOf,
}:
package:
let
  path = dirOf package;
in
if package.source or "" == "registry+https://github.com/rust-lang/crates.io-index" then
  {
    package = package.name;
    # Cargo takes no build metadata in a requirement.
    version = "=${builtins.head (builtins.split "[+]" package.version)}";
  }
else if package ? source || path == null then
  null
else
  {
    package = package.name;
    path = import ./relative-path.nix {
      from = dir;
      to = path;
    };
  }
