# What each task is built into: { nixVersion, system, crates }, where `crates` has by manifest what is known of a crate, and in
# `tasks` for each kind { storePath, derivation }; a crate whose workspace has no lock has none. A task that cannot be evaluated
# fails all; then `failed` is to be given.
{
  inputOverrides ? "{}",
  ignored ? "[]",
  system ? builtins.currentSystem,
  # JSON: null, or the tasks that are known to fail, [ { attribute, kind } ]; `kind` is null where all of a crate do. With a
  # list, crates come before those that need them, so that what fails next is at fault itself; and a task that
  # is spoilt by one of the list is { cause = its index; }.
  failed ? "null",
  # Whether a task that fails by `throw` or `assert` is null, so that the others can be had.
  tolerant ? "false",
}:
let
  inherit (import ./crates.nix) crates;
  outputs = import ./working-tree.nix { inherit inputOverrides ignored; };
  packages =
    outputs.legacyPackages or (throw ''
      flake.nix does not import ./nix/nx-crane: run `nx-crane flake` to see how
    '');
  inherit
    (packages.${system} or (throw ''
      flake.nix has no outputs for ${system}: add it to `systems` there
    '')
    )
    tasks
    unlocked
    ;
  known = builtins.fromJSON failed;

  pathsOf =
    task:
    let
      paths = {
        storePath = builtins.unsafeDiscardStringContext task.outPath;
        derivation = builtins.unsafeDiscardStringContext task.drvPath;
      };
      whole = builtins.deepSeq paths paths;
      tried = builtins.tryEval whole;
    in
    if tolerant == "false" then
      whole
    else if tried.success then
      tried.value
    else
      null;
  # An error says by this what it is about.
  about = attribute: kind: "nx-crane:${builtins.toJSON { inherit attribute kind; }}";
  evaluated =
    attribute: kind: task:
    let
      cause = if known == null then null else spoilerOf attribute kind;
    in
    if cause == null then
      builtins.addErrorContext (about attribute kind) (pathsOf task)
    else
      { inherit cause; };
  tasksOf =
    attribute:
    let
      named = builtins.addErrorContext (about attribute null) tasks.${attribute};
      isWithout = builtins.any (failure: failure == { inherit attribute; kind = null; }) (
        if known == null then [ ] else known
      );
    in
    builtins.mapAttrs (evaluated attribute) (if isWithout then { build = null; } else named);

  closures =
    let
      closureOf = import ./lib/crate-closure.nix { inherit crates; };
      compiled = [
        "normal"
        "build"
      ];
      builtOf = closureOf compiled;
      checkedOf = closureOf (compiled ++ [ "dev" ]);
    in
    builtins.mapAttrs (attribute: _: {
      build = builtOf [ attribute ];
      checks = checkedOf [ attribute ];
    }) crates;
  # The index of the failure that spoils a task, which may be its own; null when there is none.
  spoilerOf =
    attribute: kind:
    let
      closure = if kind == "build" then closures.${attribute}.build else closures.${attribute}.checks;
      isBuild = failure: failure.kind == "build" || failure.kind == null;
      isSpoiler =
        failure:
        (failure.attribute == attribute && failure.kind == kind)
        || (isBuild failure && builtins.elem failure.attribute closure);
      indices = builtins.filter (index: isSpoiler (builtins.elemAt known index)) (
        builtins.genList (index: index) (builtins.length known)
      );
    in
    if indices == [ ] then null else builtins.head indices;

  results = builtins.mapAttrs (
    attribute: _: if builtins.elem attribute unlocked then { } else tasksOf attribute
  ) crates;
  inOrder = builtins.sort (
    a: b: builtins.length closures.${a}.build < builtins.length closures.${b}.build
  ) (builtins.attrNames crates);
  # Of each crate what it is built into, then what is checked of it.
  evaluatedInOrder =
    map (attribute: results.${attribute}.build or null) inOrder
    ++ map (attribute: results.${attribute}) inOrder;
  ordered =
    value:
    if known == null then
      value
    else
      builtins.seq (builtins.foldl' (_: each: builtins.deepSeq each null) null evaluatedInOrder) value;
in
ordered {
  inherit (builtins) nixVersion;
  inherit system;
  crates = builtins.listToAttrs (
    map (
      attribute:
      let
        crate = crates.${attribute};
      in
      {
        name = if crate.dir == "" then "Cargo.toml" else "${crate.dir}/Cargo.toml";
        value = {
          inherit attribute;
          inherit (crate) dir workspace;
          extraFiles = crate.extraFiles ++ crate.testFiles;
          tasks = results.${attribute};
        };
      }
    ) (builtins.attrNames crates)
  );
}
