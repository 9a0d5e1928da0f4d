# What Cargo has compiled of a workspace's layers (package-layers.nix), for packages of the lock by their indices:
# { built, checked }. Only what a crate asks for is ever made.
{
  lib,
  system,
  craneLib,
  rootManifests,
  lockedClosures,
  compiledOn,
  requestsOn,
  childPath,
  printToml,
  cargoHooks,
  rootManifest,
  prunedWorkspaceFiles,
  dependenciesStub,
  featuresStub,
  packageLayers,
  workspaceSource,
  vendoredPackages,
  completeArguments,
}:
workspace:
let
  closure = lockedClosures.${workspace};
  compiled = compiledOn.${system}.${workspace} or { };
  layers = packageLayers workspace;

  argumentsOf =
    artifactsOf: layer: indices:
    let
      packages = closure.packagesAt indices;
      needed = closure.below indices;
      locked = closure.packagesAt needed;
      stubs = [
        (dependenciesStub { inherit workspace packages compiled; })
        (featuresStub {
          inherit workspace locked;
          requests = requestsOn.${system}.${workspace};
        })
      ];
      root = rootManifest {
        manifest = rootManifests.${workspace};
        inherited = [ ];
        memberDirs = map (stub: stub.name) stubs;
        crateDirs = [ ];
        isWorkspace = true;
        inherit locked;
      };
      files = [
        {
          name = childPath workspace "Cargo.toml";
          value = builtins.toFile "Cargo.toml" (printToml root);
        }
      ]
      ++ prunedWorkspaceFiles {
        inherit workspace locked stubs;
        keys = [ ];
      };
    in
    completeArguments
      {
        inherit workspace;
        key = null;
        tested = false;
        part = {
          crates = [ ];
          inherit locked;
        };
      }
      {
        pname = "nx-crane-layer";
        version = "0.0.0";
        src = workspaceSource {
          key = null;
          tested = false;
          part = {
            crates = [ ];
            unchanged = [ ];
            files = builtins.listToAttrs files;
          };
        };
        cargoVendorDir = vendoredPackages locked;
        sourceRoot = if workspace == "" then "source" else "source/${workspace}";
        strictDeps = true;
        doInstallCargoArtifacts = false;
        cargoArtifacts = null;
        dependencyArtifacts = artifactsOf layer (layers.layersOf needed);
        cargoExtraArgs =
          "--locked" + lib.concatMapStrings (stub: " -p ${stub.name}") stubs;
        postPatch = cargoHooks.vendorInOnePlace;
        preBuild = cargoHooks.tightenLock + cargoHooks.unpackArtifacts;
        installPhaseCommand = cargoHooks.packArtifacts "$out";
      };
  others = layer: builtins.filter (other: other != layer);
  built = builtins.mapAttrs (
    layer: indices:
    craneLib.cargoBuild (
      argumentsOf (layer: all: map (other: built.${other}) (others layer all)) layer indices
    )
  ) layers.packagesOf;
  # clippy leaves packages from elsewhere to rustc, which checks them.
  checked = builtins.mapAttrs (
    layer: indices:
    craneLib.cargoClippy (
      argumentsOf (
        layer: all: map (each: built.${each}) all ++ map (other: checked.${other}) (others layer all)
      ) layer indices
      // {
        cargoClippyExtraArgs = "";
      }
    )
  ) layers.packagesOf;
in
{
  built = indices: map (layer: built.${layer}) (layers.layersOf indices);
  checked = indices: map (layer: checked.${layer}) (layers.layersOf indices);
}
