# One crane derivation per crate, by key. Each compiles its own crate only: what its dependencies have compiled, it is
# given. `out` holds what people use; `artifacts` what dependents build on.
{
  pkgs,
  craneLib,
  cargo,
}:
let
  inherit (cargo) crates;
  hooks = import ./cargo-hooks.nix;
  derivationOf =
    key: crate:
    let
      part = import ./workspace-part.nix cargo {
        inherit key;
        tested = false;
      };
      dependencies = builtins.filter (other: other != key) part.crates;
    in
    craneLib.buildPackage {
      pname = import ./store-name.nix crate.name;
      inherit (crate) version;
      src = import ./workspace-source.nix { inherit pkgs cargo; } {
        inherit key part;
        tested = false;
      };
      sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
      outputs = [
        "out"
        "artifacts"
      ];
      strictDeps = true;
      doCheck = false;
      doInstallCargoArtifacts = false;
      cargoArtifacts = null;
      dependencyArtifacts = map (other: derivations.${other}.artifacts) dependencies;
      cargoExtraArgs =
        "--locked"
        + pkgs.lib.concatMapStrings (member: " -p ${pkgs.lib.escapeShellArg member}") part.selected;
      cargoVendorDir = craneLib.vendorMultipleCargoDeps {
        cargoLockParsedList = [ { package = part.locked; } ];
      };
      postPatch = hooks.vendorInOnePlace;
      preBuild = hooks.tightenLock + hooks.unpackArtifacts;
      postInstall = hooks.packArtifacts;
    };
  derivations = builtins.mapAttrs derivationOf crates;
in
derivations
