# What all derivations of a crate have in common, and its part of the workspace: { part, arguments }.
{
  pkgs,
  craneLib,
  cargo,
  overrides,
}:
let
  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
  };
  vendored = import ./vendored-packages.nix { inherit registries overrides; };
  settingsOf = import ./crate-settings.nix { inherit pkgs cargo overrides; };
  withSettings = import ./with-settings.nix {
    inherit (pkgs) lib;
    file = overrides.name;
  };
in
{
  key,
  tested,
  # Of these crates it is given what they have compiled.
  artifactsOf,
  # The members that Cargo is called for; those of the part where none are given.
  selected ? null,
}:
let
  crate = cargo.crates.${key};
  hooks = import ./cargo-hooks.nix;
  hint = import ./missing-file-hint.nix {
    inherit (pkgs) lib;
    overridesFile = overrides.name;
  } crate;
  part = import ./workspace-part.nix cargo { inherit key tested; };
in
{
  inherit part;
  arguments = withSettings {
    inherit key crate;
    settings = settingsOf { inherit key tested part; };
  } {
    pname = import ./store-name.nix crate.name;
    inherit (crate) version;
    src = import ./workspace-source.nix { inherit pkgs cargo; } { inherit key part tested; };
    sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
    strictDeps = true;
    doInstallCargoArtifacts = false;
    cargoArtifacts = null;
    dependencyArtifacts = artifactsOf part.crates;
    cargoExtraArgs =
      "--locked"
      + pkgs.lib.concatMapStrings (member: " -p ${pkgs.lib.escapeShellArg member}") (
        if selected == null then part.selected else selected
      );
    cargoVendorDir = vendored part.locked;
    env = (registries.usedBy part.locked).variables;
    postPatch = hooks.vendorInOnePlace;
    preBuild = hint.recordOutput + hooks.tightenLock + hooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  };
}
