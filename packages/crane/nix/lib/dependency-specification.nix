# How a stub asks for exactly a package of the lock. Null for one from elsewhere than crates.io and the repository.
# `pathOf` gives the path from the stub to a package of the repository, or null.
pathOf: package:
if package.source or "" == "registry+https://github.com/rust-lang/crates.io-index" then
  {
    package = package.name;
    # Cargo takes no build metadata in a requirement.
    version = "=${builtins.head (builtins.split "[+]" package.version)}";
  }
else if package ? source || pathOf package == null then
  null
else
  {
    package = package.name;
    path = pathOf package;
  }
