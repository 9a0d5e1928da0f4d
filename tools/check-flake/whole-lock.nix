# What the library makes of a lock: the texts for each of `roots`, a JSON list of lists of { name, version }.
{
  library,
  lock,
  roots,
}:
let
  directory = /. + library;
  parsed = builtins.fromTOML (builtins.readFile (/. + lock));
  scope.printLockedPackage = import (directory + "/print-locked-package.nix");
  closure = import (directory + "/locked-closure.nix") scope {
    lock = parsed;
    keyOf = _: null;
    follows = _: _: true;
  };
in
map (
  of:
  import (directory + "/print-lock.nix") scope {
    inherit (parsed) version;
    packages = closure.packagesAt (closure.indicesOf of);
  }
) (builtins.fromJSON roots)
