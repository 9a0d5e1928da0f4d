# What of a parsed Cargo.lock is needed. `follows` says of a package of the repository which of its dependencies count: a
# lock does not tell kinds of dependencies apart. Packages are told by their index in the lock:
# `at index`: the package as the lock has it
# `indicesOf roots`, where `roots` are a list of { name, version }: the packages that these need
# `below indices`: the packages that those need, themselves included
# `packagesAt indices`: the packages, with the packages that each depends on
# All are in the order of the lock.
{ lock, follows }:
let
  packages = builtins.genList (
    index: builtins.elemAt lock.package index // { inherit index; }
  ) (builtins.length lock.package);
  byName = builtins.groupBy (package: package.name) packages;
  at = builtins.elemAt packages;

  # `name`, `name version` or `name version (source)`, the source without a commit
  resolve =
    reference:
    let
      words = builtins.filter builtins.isString (builtins.split " " reference);
      fits =
        package:
        let
          source = builtins.head (builtins.split "#" (package.source or ""));
        in
        (builtins.length words < 2 || package.version == builtins.elemAt words 1)
        && (builtins.length words < 3 || "(${source})" == builtins.elemAt words 2);
      found = builtins.filter fits (byName.${builtins.head words} or [ ]);
    in
    if found == [ ] then
      throw "Cargo.lock refers to ${reference} and does not hold it: run `cargo update --workspace`"
    else
      builtins.head found;

  nameOf = reference: builtins.head (builtins.split " " reference);
  dependenciesOf =
    package:
    let
      all = package.dependencies or [ ] ++ (if package ? replace then [ package.replace ] else [ ]);
    in
    if package ? source then
      all
    else
      builtins.filter (reference: follows package (nameOf reference)) all;

  # The text of a package that depends on none of several of a name: the same in all parts of the lock.
  printed = map (
    package:
    let
      names = map nameOf (package.dependencies or [ ]);
    in
    if package ? source && builtins.all (name: builtins.length (byName.${name} or [ ]) == 1) names then
      import ./print-locked-package.nix (name: [ name ]) (package // { dependencies = names; })
    else
      null
  ) packages;

  node = package: { key = package.index; };
  rootOf =
    root:
    let
      fits = package: !(package ? source) && package.version == root.version;
      found = builtins.filter fits (byName.${root.name} or [ ]);
    in
    if found == [ ] then
      throw "Cargo.lock does not hold the crate ${root.name} ${root.version}: run `cargo update --workspace`"
    else
      builtins.head found;
  below =
    indices:
    let
      reached = builtins.genericClosure {
        startSet = map (key: { inherit key; }) indices;
        operator = found: map (reference: node (resolve reference)) (dependenciesOf (at found.key));
      };
    in
    builtins.sort builtins.lessThan (map (found: found.key) reached);
in
{
  inherit at below;
  indicesOf = roots: below (map (root: (rootOf root).index) roots);
  packagesAt = map (
    index:
    let
      package = at index;
    in
    removeAttrs package [ "index" ]
    // {
      printed = builtins.elemAt printed index;
    }
    // (
      if package ? dependencies then
        { dependencies = map resolve (dependenciesOf package); }
      else
        { }
    )
  );
}
