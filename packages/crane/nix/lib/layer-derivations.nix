# What Cargo has compiled of a workspace's layers (package-layers.nix), for packages of the lock by their indices:
# { built, checked }. Only what a crate asks for is ever made.
{
  pkgs,
  craneLib,
  cargo,
  overrides,
  # See vendored-packages.nix.
  vendored,
  # See complete-arguments.nix.
  complete,
  workspace,
}:
let
  inherit (pkgs.stdenv.hostPlatform) system;
  hooks = import ./cargo-hooks.nix;
  workspaceSource = import ./workspace-source.nix { inherit pkgs cargo; };
  closure = cargo.lockedClosures.${workspace};
  compiled = cargo.compiledOn.${system}.${workspace} or { };
  layers = import ./package-layers.nix {
    inherit cargo system workspace;
    special = key: overrides.crates ? ${key};
  };

  argumentsOf =
    artifactsOf: layer: indices:
    let
      packages = closure.packagesAt indices;
      needed = closure.below indices;
      locked = closure.packagesAt needed;
      stubs = [
        (import ./dependencies-stub.nix { inherit workspace packages compiled; })
        (import ./features-stub.nix {
          inherit workspace locked;
          requests = cargo.requestsOn.${system}.${workspace};
        })
      ];
      root = import ./root-manifest.nix {
        root = cargo.roots.${workspace};
        inherited = [ ];
        memberDirs = map (stub: stub.name) stubs;
        crateDirs = [ ];
        isWorkspace = true;
        inherit locked;
      };
      files = [
        {
          name = import ./child-path.nix workspace "Cargo.toml";
          value = builtins.toFile "Cargo.toml" (import ./print-toml.nix root);
        }
      ]
      ++ import ./pruned-workspace-files.nix cargo {
        inherit workspace locked stubs;
        keys = [ ];
      };
    in
    complete
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
        cargoVendorDir = vendored locked;
        sourceRoot = if workspace == "" then "source" else "source/${workspace}";
        strictDeps = true;
        doInstallCargoArtifacts = false;
        cargoArtifacts = null;
        dependencyArtifacts = artifactsOf layer (layers.layersOf needed);
        cargoExtraArgs =
          "--locked" + builtins.concatStringsSep "" (map (stub: " -p ${stub.name}") stubs);
        postPatch = hooks.vendorInOnePlace;
        preBuild = hooks.tightenLock + hooks.unpackArtifacts;
        installPhaseCommand = hooks.packArtifacts "$out";
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
