# The derivations of a Cargo workspace's layers (package-layers.nix), by layer: what Cargo has compiled of its packages.
{
  pkgs,
  craneLib,
  cargo,
  workspace,
}:
let
  inherit (pkgs.stdenv.hostPlatform) system;
  hooks = import ./cargo-hooks.nix;
  closure = cargo.lockedClosures.${workspace};
  compiled = cargo.compiledOn.${system}.${workspace} or { };
  layers = import ./package-layers.nix { inherit cargo system workspace; };
  printToml = import ./print-toml.nix;

  derivationOf =
    layer: indices:
    let
      packages = closure.packagesAt indices;
      needed = closure.below indices;
      locked = closure.packagesAt needed;
      stubs = [
        (import ./dependencies-stub.nix { inherit packages compiled; })
        (import ./features-stub.nix {
          workspace = "";
          inherit locked compiled;
          dirOf = _: null;
          offers = _: _: true;
        })
      ];
      root = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        manifests = [ ];
        memberDirs = map (stub: stub.dir) stubs;
        crateDirs = [ ];
        isWorkspace = true;
        inherit locked;
      };
      text = path: content: {
        name = path;
        value = builtins.toFile (baseNameOf path) content;
      };
      files = [
        (text "Cargo.toml" (printToml root))
        (text "Cargo.lock" (
          import ./print-lock.nix {
            inherit (cargo.locks.${workspace}) version;
            packages = builtins.sort (a: b: a.name < b.name) (locked ++ map (stub: stub.locked) stubs);
          }
        ))
      ]
      ++ builtins.concatMap (
        stub:
        [ (text "${stub.dir}/Cargo.toml" (printToml stub.manifest)) ]
        ++ map (path: text "${stub.dir}/${path}" stub.files.${path}) (builtins.attrNames stub.files)
      ) stubs;
    in
    craneLib.cargoBuild {
      pname = "nx-crane-layer";
      version = "0.0.0";
      src = import ./workspace-source.nix { inherit pkgs cargo; } {
        key = null;
        tested = false;
        part = {
          crates = [ ];
          files = builtins.listToAttrs files;
        };
      };
      sourceRoot = "source";
      strictDeps = true;
      doInstallCargoArtifacts = false;
      cargoArtifacts = null;
      dependencyArtifacts = map (below: derivations.${below}) (
        builtins.filter (below: below != layer) (layers.layersOf needed)
      );
      cargoExtraArgs = "--locked" + builtins.concatStringsSep "" (map (stub: " -p ${stub.name}") stubs);
      cargoVendorDir = craneLib.vendorMultipleCargoDeps { cargoLockParsedList = [ { package = locked; } ]; };
      postPatch = hooks.vendorInOnePlace;
      preBuild = hooks.tightenLock + hooks.unpackArtifacts;
      installPhaseCommand = hooks.packArtifacts "$out";
    };
  derivations = builtins.mapAttrs derivationOf layers.packagesOf;
in
indices: map (layer: derivations.${layer}) (layers.layersOf indices)
