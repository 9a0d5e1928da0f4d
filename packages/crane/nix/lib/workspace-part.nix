# The part of a Cargo workspace that is needed to build the crate `key`, or with `tested` to test it too:
# { crates, locked, files }, where `files` are the texts that take the place of the repository's, by path.
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

  rootOf =
    workspace:
    let
      members = builtins.filter (other: crates.${other}.workspace == workspace) needed;
      seen = dir: import ./relative-path.nix { from = workspace; to = dir; };
      atRoot = builtins.filter (other: crates.${other}.dir == workspace) members;
      part = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        manifests = map (other: manifestOf.${other}) members;
        memberDirs = map (other: seen crates.${other}.dir) members;
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
  inherit locked compiled;
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
          packages = locked;
        }
      ))
    ]
  );
}
