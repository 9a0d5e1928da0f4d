# What all derivations of a crate have in common, and its part of the workspace: { part, arguments }.
{
  pkgs,
  craneLib,
  cargo,
  overrides,
}:
let
  surround = import ./surroundings.nix {
    inherit
      pkgs
      craneLib
      cargo
      overrides
      ;
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
  arguments = surround {
    inherit key tested part;
    inherit (crate) workspace;
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
    postPatch = hooks.vendorInOnePlace;
    preBuild = hint.recordCargo + hooks.tightenLock + hooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  };
}
