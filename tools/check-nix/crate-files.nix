# { crates, library, root }: by crate and by what is asked for, the files that the library takes of it, as paths from its directory.
{ cases }:
let
  given = builtins.fromJSON (builtins.readFile cases);
  filesBelow =
    dir: below:
    let
      entries = builtins.readDir dir;
      of =
        name:
        if entries.${name} == "directory" then
          filesBelow (dir + "/${name}") "${below}${name}/"
        else
          [ (below + name) ];
    in
    builtins.concatMap of (builtins.attrNames entries);
  taken =
    crate: which:
    filesBelow (import (/. + given.library) {
      root = /. + crate.root;
      inherit crate which;
      isIgnored = path: builtins.elem path crate.ignored;
    }) "";
in
map (crate: {
  built = taken crate "built";
  tested = taken crate "tested";
  sources = taken crate "sources";
}) given.crates
