# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, files, selected }, where `files` are the texts that take the place of the repository's or are added,
# by path, and `selected` the members to build.
cargo:
{ key, tested }:
let
  inherit (cargo) crates manifests;
  kinds = import ./dependency-kinds.nix;
  childPath = import ./child-path.nix;
  crate = crates.${key};

  compiled = import ./crate-closure.nix {
    inherit crates;
    kinds = [
      "normal"
      "build"
    ];
  };
  declared = compiled ([ key ] ++ (if tested then crate.dependencies.dev else [ ]));

  # Only the crate's own tests are compiled, so the others are without what only tests need.
  manifestOf = builtins.mapAttrs (
    other: manifest: if tested && other == key then manifest else import ./build-manifest.nix manifest
  ) manifests;

  # A lock names dependencies by their packages, a manifest by the names that the crate uses for them.
  packageNames = builtins.mapAttrs (
    other: manifest:
    let
      shared = cargo.roots.${crates.${other}.workspace}.workspace.dependencies or { };
      nameOf =
        { key, value }:
        let
          entry = if value.workspace or false == true then shared.${key} or { } else value;
          named = if builtins.isAttrs value then entry else { };
        in
        {
          name = if builtins.isAttrs named then named.package or key else key;
          value = true;
        };
    in
    builtins.listToAttrs (
      map nameOf (
        import ./manifest-dependencies.nix {
          inherit manifest;
          kinds = kinds.all;
        }
      )
    )
  ) manifestOf;

  lock = cargo.locks.${crate.workspace};
  locked =
    import ./locked-closure.nix
      {
        inherit lock;
        follows =
          package: name:
          let
            other = cargo.keyOf crate.workspace package;
          in
          other == null || packageNames.${other} ? ${name};
      }
      (
        map (other: { inherit (crates.${other}) name version; }) (
          builtins.filter (other: crates.${other}.workspace == crate.workspace) declared
        )
      );
  # A patch can put a crate of the repository beneath one from elsewhere: then only the lock knows.
  lockedHere = builtins.filter (other: other != null) (
    map (cargo.keyOf crate.workspace) (builtins.filter (package: !(package ? source)) locked)
  );
  needed = builtins.attrNames (builtins.groupBy (other: other) (declared ++ lockedHere));

  stub = import ./host-stub.nix {
    inherit (crate) workspace;
    inherit crate;
  };
  stubs = if !tested && cargo.onHost ? ${key} then [ stub ] else [ ];
  inOrder = builtins.sort (
    a: b:
    builtins.lessThan
      [ a.name a.version (a.source or "") ]
      [ b.name b.version (b.source or "") ]
  );

  rootOf =
    workspace:
    let
      members = builtins.filter (other: crates.${other}.workspace == workspace) needed;
      seen = dir: import ./relative-path.nix { from = workspace; to = dir; };
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) members;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        manifests = map (other: manifestOf.${other}) members;
        memberDirs =
          map (other: seen crates.${other}.dir) members
          ++ (if workspace == crate.workspace then map (each: seen each.dir) stubs else [ ]);
        crateDirs = map (other: seen crates.${other}.dir) needed;
        inherit locked;
      };
      own = builtins.foldl' (_: other: manifestOf.${other}) { } atRoot;
    in
    own // part;
  workspaces = builtins.attrNames (builtins.groupBy (other: crates.${other}.workspace) needed);
  printToml = import ./print-toml.nix;
  file = path: text: {
    name = path;
    value = text;
  };
in
{
  crates = needed;
  inherit locked;
  selected =
    map (each: each.name) stubs
    ++ (
      if stubs != [ ] && cargo.onHost.${key} == "only" then [ ] else [ "${crate.name}@${crate.version}" ]
    );
  files = builtins.listToAttrs (
    map (other: file (childPath crates.${other}.dir "Cargo.toml") (printToml manifestOf.${other})) (
      builtins.filter (other: crates.${other}.dir != crates.${other}.workspace) needed
    )
    ++ map (
      workspace: file (childPath workspace "Cargo.toml") (printToml (rootOf workspace))
    ) workspaces
    ++ [
      (file (childPath crate.workspace "Cargo.lock") (
        import ./print-lock.nix {
          inherit (lock) version;
          packages = inOrder (locked ++ map (each: each.locked) stubs);
        }
      ))
    ]
    ++ builtins.concatMap (
      each:
      [ (file (childPath each.dir "Cargo.toml") (printToml each.manifest)) ]
      ++ map (path: file (childPath each.dir path) each.files.${path}) (builtins.attrNames each.files)
    ) stubs
  );
}
