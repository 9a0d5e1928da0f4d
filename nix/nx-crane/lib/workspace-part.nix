# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, lockedIndices, files, selected, alone, used }, where `files` take the place of the repository's or are
# added, by path. Members to build are `selected`; `alone` for the crate itself, without what is made for those who use it;
# `used` for the crate as those have it.
cargo:
{
  key,
  tested,
  # Whether it is compiled with the features that `cargo build --workspace` compiles it with.
  unified ? true,
  # Of the machine that the result is for.
  system,
}:
let
  inherit (cargo) crates manifests;
  childPath = import ./child-path.nix;
  crate = crates.${key};

  declared = cargo.compiledClosure ([ key ] ++ (if tested then crate.dependencies.dev else [ ]));

  # Only the crate's own tests are compiled, so the others are without what only tests need.
  manifestOf =
    if tested then cargo.buildManifests // { ${key} = manifests.${key}; } else cargo.buildManifests;

  lock = cargo.locks.${crate.workspace};
  closure =
    if tested then
      cargo.lockedClosure crate.workspace (
        cargo.packageNames // { ${key} = cargo.packageNamesOf key manifests.${key}; }
      )
    else
      cargo.lockedClosures.${crate.workspace};
  lockedIndices =
    if tested then
      closure.indicesOf (cargo.rootsOf key ([ key ] ++ crate.dependencies.dev))
    else
      cargo.lockedIndices.${key};
  locked = closure.packagesAt lockedIndices;
  # A patch can put a crate of the repository beneath one from elsewhere: then only the lock knows.
  lockedHere = builtins.filter (other: other != null) (
    map (cargo.keyOf crate.workspace) (builtins.filter (package: !(package ? source)) locked)
  );
  needed = builtins.attrNames (builtins.groupBy (other: other) (declared ++ lockedHere));

  hostStub = import ./host-stub.nix {
    inherit (crate) workspace;
    inherit crate;
  };
  onHost = if tested then null else cargo.onHost.${key} or null;
  userStub = import ./user-stub.nix {
    inherit (crate) workspace;
    inherit crate;
  };
  requests = if unified then cargo.requestsOn.${system}.${crate.workspace} or { } else { };
  featuresStub = import ./features-stub.nix {
    inherit (crate) workspace;
    inherit locked requests;
  };
  featureStubs = if requests == { } then [ ] else [ featuresStub ];
  hostStubs = if onHost == null then [ ] else [ hostStub ];
  userStubs = if !tested && cargo.hasLibrary.${key} then [ userStub ] else [ ];
  stubs = hostStubs ++ userStubs ++ featureStubs;
  namesOf = map (stub: stub.name);
  specification = "${crate.name}@${crate.version}";
  # A lock is sorted by names first, and no other package has the name of the stub.
  inOrder = builtins.sort (a: b: a.name < b.name);

  rootOf =
    workspace:
    let
      members = builtins.filter (other: crates.${other}.workspace == workspace) needed;
      seen =
        dir:
        import ./relative-path.nix {
          from = workspace;
          to = dir;
        };
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) members;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        manifests = map (other: manifestOf.${other}) members;
        memberDirs =
          map (other: seen crates.${other}.dir) members
          ++ (if workspace == crate.workspace then map (each: seen each.dir) stubs else [ ]);
        crateDirs = map (other: seen crates.${other}.dir) needed;
        isWorkspace =
          cargo.roots.${workspace} ? workspace || (workspace == crate.workspace && stubs != [ ]);
        inherit locked;
      };
      own = builtins.foldl' (_: other: manifestOf.${other}) { } atRoot;
    in
    own // part;
  workspaces = builtins.attrNames (builtins.groupBy (other: crates.${other}.workspace) needed);
  printToml = import ./print-toml.nix;
  file = path: value: {
    name = path;
    inherit value;
  };
  textFile = path: text: file path (builtins.toFile (baseNameOf path) text);
  manifestFile =
    other:
    file (childPath crates.${other}.dir "Cargo.toml") (
      if tested && other == key then
        builtins.toFile "Cargo.toml" (printToml manifests.${other})
      else
        cargo.buildManifestFiles.${other}
    );
in
{
  crates = needed;
  inherit locked lockedIndices;
  selected =
    namesOf (hostStubs ++ featureStubs) ++ (if onHost == "only" then [ ] else [ specification ]);
  alone = namesOf featureStubs ++ [ specification ];
  # A proc-macro is compiled for its users in one way.
  used = namesOf ((if onHost == "also" then hostStubs else [ ]) ++ userStubs ++ featureStubs);
  files = builtins.listToAttrs (
    map manifestFile (
      builtins.filter (other: crates.${other}.dir != crates.${other}.workspace) needed
    )
    ++ import ./config-files.nix cargo {
      inherit (crate) workspace;
      keys = needed;
      inherit locked;
    }
    ++ map (
      workspace: textFile (childPath workspace "Cargo.toml") (printToml (rootOf workspace))
    ) workspaces
    ++ [
      (textFile (childPath crate.workspace "Cargo.lock") (
        import ./print-lock.nix {
          inherit (lock) version;
          packages = inOrder (locked ++ map (each: each.locked) stubs);
        }
      ))
    ]
    ++ builtins.concatMap (
      each:
      [ (textFile (childPath each.dir "Cargo.toml") (each.manifestText or (printToml each.manifest))) ]
      ++ map (path: textFile (childPath each.dir path) each.files.${path}) (
        builtins.attrNames each.files
      )
    ) stubs
  );
}
