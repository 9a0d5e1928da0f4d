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
  keep = import ./keep-attributes.nix;
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
  # Of a workspace without a lock, as those of fuzz targets often are, nothing can be built.
  hasLock = byDir (dir: isThere (childPath dir "Cargo.lock"));
  locks = byDir (
    dir:
    let
      lock = readToml (childPath dir "Cargo.lock");
    in
    if !hasLock.${dir} then
      throw "${childPath dir "Cargo.lock"}: there is none that Git knows"
    else if lock.version or 1 >= 3 then
      lock
    else
      throw "${childPath dir "Cargo.lock"}: a format of before 2021: run `cargo update --workspace`"
  );

  buildManifests = builtins.mapAttrs (
    key: manifest:
    let
      built = import ./build-manifest.nix manifest;
    in
    if hasTarget.${key} then built else import ./add-absent-target.nix built
  ) manifests;
  hasFile = key: path: isThere (childPath crates.${key}.dir path);
  hasLibrary = builtins.mapAttrs (
    key: manifest:
    manifest ? lib || (manifest.package.autolib or true != false && hasFile key "src/lib.rs")
  ) manifests;
  hasTarget = builtins.mapAttrs (
    key: manifest:
    hasLibrary.${key}
    || manifest ? bin
    || (
      manifest.package.autobins or true != false && (hasFile key "src/main.rs" || hasFile key "src/bin")
    )
  ) manifests;
  packageNamesOf =
    key: manifest:
    import ./package-names.nix {
      inherit manifest;
      shared = roots.${crates.${key}.workspace}.workspace.dependencies or { };
    };
  packageNames = builtins.mapAttrs packageNamesOf buildManifests;
  compiledClosure = import ./crate-closure.nix {
    inherit crates;
    kinds = [
      "normal"
      "build"
    ];
  };
  locked = import ./locked-crates.nix {
    inherit crates locks packageNames;
    closureOf = compiledClosure;
  };
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
      packageNames
      packageNamesOf
      compiledClosure
      ;
    inherit (locked)
      keyOf
      lockedClosures
      testedClosure
      rootsOf
      lockedIndices
      ;
    # What can be built: directories of workspaces, and crates by key.
    lockedWorkspaces = builtins.filter (dir: hasLock.${dir}) workspaceDirs;
    lockedCrates = keep (_: crate: hasLock.${crate.workspace}) crates;
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
    onHost = import ./host-crates.nix {
      inherit crates manifests;
      closureOf = compiledClosure;
    };
    # By key: whether others can use the crate, and whether a build has anything to compile of it.
    inherit hasLibrary hasTarget;
    # workspace → key → the crate's directory as seen from the workspace's
    seenFrom = byDir (
      from:
      builtins.mapAttrs (
        _: crate:
        import ./relative-path.nix {
          inherit from;
          to = crate.dir;
        }
      ) crates
    );
    inheritedParts = builtins.mapAttrs (_: import ./inherited-parts.nix) buildManifests;
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
