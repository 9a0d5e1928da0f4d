# What of a parsed Cargo.lock is needed. `follows package name` says of a package of the repository which of its dependencies
# count: a lock does not tell kinds of dependencies apart. Packages are told by their index in the lock:
# `at index`: the package as the lock has it
# `indicesOf roots`, where `roots` are a list of { name, version }: the packages that these need
# `below indices`: the packages that those need, themselves included
# `packagesAt indices`: the packages, with the packages that each depends on, and `key`, their crate in the repository if
# they have one
# `amended root follows`: the same where other dependencies of one package of the repository count
# Lists are in the order of the lock. What is known of a package is found out once for all parts of the lock.
{ printLockedPackage }:
{
  lock,
  follows,
  # The crate of a package in the repository, or null.
  keyOf,
}:
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
      throw "Cargo.lock refers to ${reference} but does not contain it: run `cargo update --workspace`"
    else
      builtins.head found;

  nameOf = reference: builtins.head (builtins.split " " reference);
  referencesOf =
    follows: package:
    let
      all = package.dependencies or [ ] ++ (if package ? replace then [ package.replace ] else [ ]);
    in
    if package ? source then
      all
    else
      builtins.filter (reference: follows package (nameOf reference)) all;

  # The text of a package that depends on none of several of a name: the same in all parts of the lock.
  printedWith =
    package: references:
    let
      names = map nameOf references;
    in
    if builtins.all (name: builtins.length (byName.${name} or [ ]) == 1) names then
      printLockedPackage (name: [ name ]) (package // { dependencies = names; })
    else
      null;

  entryOf =
    follows: package:
    let
      references = referencesOf follows package;
      dependencies = map resolve references;
    in
    {
      below = map node dependencies;
      package =
        removeAttrs package [ "index" ]
        // {
          key = if package ? source then null else keyOf package;
          printed = if package ? replace then null else printedWith package references;
        }
        // (if package ? dependencies then { inherit dependencies; } else { });
    };
  node = package: { key = package.index; };
  rootOf =
    root:
    let
      fits = package: !(package ? source) && package.version == root.version;
      found = builtins.filter fits (byName.${root.name} or [ ]);
    in
    if found == [ ] then
      throw "Cargo.lock does not contain the crate ${root.name} ${root.version}: run `cargo update --workspace`"
    else
      builtins.head found;
  closureWith = entryAt: rec {
    inherit at;
    below =
      indices:
      let
        reached = builtins.genericClosure {
          startSet = map (key: { inherit key; }) indices;
          operator = found: (entryAt found.key).below;
        };
      in
      builtins.sort builtins.lessThan (map (found: found.key) reached);
    indicesOf = roots: below (map (root: (rootOf root).index) roots);
    packagesAt = map (index: (entryAt index).package);
  };
  entries = map (entryOf follows) packages;
in
closureWith (builtins.elemAt entries)
// {
  amended =
    root: follows:
    let
      package = rootOf root;
      entry = entryOf follows package;
    in
    closureWith (index: if index == package.index then entry else builtins.elemAt entries index);
}
