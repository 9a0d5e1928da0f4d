# What the library makes of a lock: the texts for each of `roots`, a JSON list of lists of { name, version }.
{
  library,
  lock,
  roots,
}:
let
  directory = /. + library;
  parsed = builtins.fromTOML (builtins.readFile (/. + lock));
  closure = import (directory + "/locked-closure.nix") {
    lock = parsed;
    keyOf = _: null;
    follows = _: _: true;
  };
in
map (
  of:
  import (directory + "/print-lock.nix") {
    inherit (parsed) version;
    packages = closure.packagesAt (closure.indicesOf of);
  }
) (builtins.fromJSON roots)
