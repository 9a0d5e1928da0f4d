# What the repository's manifests and locks say, each read once.
{
  root,
  data,
  # Paths that are taken for absent, relative to the repository.
  ignored,
}:
let
  inherit (data) crates;
  childPath = import ./child-path.nix;
  read = path: builtins.readFile (root + "/${path}");
  readToml =
    path:
    let
      parsed = builtins.fromTOML (read path);
    in
    builtins.addErrorContext "while reading ${path}" parsed;

  isIgnored =
    let
      paths = builtins.listToAttrs (
        map (path: {
          name = path;
          value = true;
        }) ignored
      );
    in
    path: paths ? ${path};
  # Whether a flake sees the file. A directory of which all is ignored is one path.
  isThere =
    let
      isBelowIgnored = path: path != "." && (isIgnored path || isBelowIgnored (dirOf path));
    in
    path: !(isBelowIgnored path) && builtins.pathExists (root + "/${path}");

  workspaceDirs = builtins.attrNames (
    builtins.groupBy (crate: crate.workspace) (builtins.attrValues crates)
  );
  byDir =
    value:
    builtins.listToAttrs (
      map (dir: {
        name = dir;
        value = value dir;
      }) workspaceDirs
    );
  # Nix does not know all of TOML: what it cannot read is handed over.
  readAnyToml = path: data.manifests.${path} or (readToml path);
  readManifest = dir: readAnyToml (childPath dir "Cargo.toml");
  manifests = builtins.mapAttrs (_: crate: readManifest crate.dir) crates;
  roots = byDir readManifest;
  locks = byDir (
    dir:
    let
      lock = readToml (childPath dir "Cargo.lock");
    in
    if lock.version or 1 >= 3 then
      lock
    else
      throw "${childPath dir "Cargo.lock"}: a format of before 2021: run `cargo update --workspace`"
  );

  # name and version → the key of the crate, of the workspace itself before others
  keys = builtins.groupBy (key: "${crates.${key}.name} ${crates.${key}.version}") (
    builtins.attrNames crates
  );
  keyOf =
    workspace: package:
    let
      all = keys."${package.name} ${package.version}" or [ ];
      own = builtins.filter (key: crates.${key}.workspace == workspace) all;
    in
    if own != [ ] then
      builtins.head own
    else if all != [ ] then
      builtins.head all
    else
      null;

  buildManifests = builtins.mapAttrs (_: import ./build-manifest.nix) manifests;
  packageNamesOf =
    key: manifest:
    import ./package-names.nix {
      inherit manifest;
      shared = roots.${crates.${key}.workspace}.workspace.dependencies or { };
    };
  packageNames = builtins.mapAttrs packageNamesOf buildManifests;
  lockedClosure =
    workspace: names:
    import ./locked-closure.nix {
      lock = locks.${workspace};
      follows =
        package: name:
        let
          key = keyOf workspace package;
        in
        key == null || names.${key} ? ${name};
    };
  lockedClosures = byDir (workspace: lockedClosure workspace packageNames);
  compiledClosure = import ./crate-closure.nix {
    inherit crates;
    kinds = [
      "normal"
      "build"
    ];
  };
  # What the build of the crates `keys` starts from in the lock of the workspace of the crate `key`.
  rootsOf =
    key: keys:
    map (other: { inherit (crates.${other}) name version; }) (
      builtins.filter (other: crates.${other}.workspace == crates.${key}.workspace) (
        compiledClosure keys
      )
    );
  self = {
    inherit
      root
      isIgnored
      isThere
      crates
      manifests
      buildManifests
      roots
      locks
      keyOf
      packageNames
      packageNamesOf
      lockedClosure
      ;
    configs = byDir (
      import ./cargo-configs.nix {
        inherit isThere;
        readToml = readAnyToml;
      }
    );
    compiledOn = import ./compiled-packages.nix { inherit (data) features; };
    requestsOn = builtins.mapAttrs (
      system:
      builtins.mapAttrs (
        workspace: _:
        import ./feature-requests.nix {
          cargo = self;
          inherit workspace system;
        }
      )
    ) self.compiledOn;
    onHost = import ./host-crates.nix { inherit crates manifests; };
    # By key: whether others can use the crate.
    hasLibrary = builtins.mapAttrs (
      key: crate:
      let
        manifest = manifests.${key};
      in
      manifest ? lib
      || (manifest.package.autolib or true != false && isThere (childPath crate.dir "src/lib.rs"))
    ) crates;
    # For builds: what several crates share is computed once.
    inherit lockedClosures;
    # By key: what the build of a crate needs of the lock of its workspace.
    lockedIndices = builtins.mapAttrs (
      key: crate: lockedClosures.${crate.workspace}.indicesOf (rootsOf key [ key ])
    ) crates;
    inherit compiledClosure rootsOf;
    buildManifestFiles = builtins.mapAttrs (
      _: manifest: builtins.toFile "Cargo.toml" (import ./print-toml.nix manifest)
    ) buildManifests;
    buildFiles = builtins.mapAttrs (
      _: crate:
      import ./crate-files.nix {
        inherit root crate isIgnored;
        which = "built";
      }
    ) crates;
  };
in
self
