# What all derivations of a crate have in common, as arguments of crane's functions.
{
  lib,
  crates,
  lockedCrates,
  rootManifests,
  cargoHooks,
  storeName,
  layerDerivations,
  crateParts,
  completeArguments,
  missingFileHint,
}:
let
  # By workspace: what has been compiled of packages from elsewhere.
  layers = builtins.mapAttrs (workspace: _: layerDerivations workspace) rootManifests;
in
{
  key,
  tested,
  # Whether Cargo will check what is used, and not build it.
  checks ? false,
  # Whether the result is for another platform than what has been compiled of packages from elsewhere.
  foreign ? false,
  # For which members Cargo is called: "selected", "alone" or "used", see workspace-part.nix.
  members ? "selected",
  # Gives of crates what they have compiled.
  artifactsOf,
}:
let
  crate = crates.${key};
  hint = missingFileHint crate;
  inherit (crateParts { inherit key tested foreign; }) part src cargoVendorDir;
  # What build scripts and proc-macros are made with is built in any case.
  layersOf =
    indices:
    let
      given = layers.${crate.workspace};
    in
    lib.optionals (!foreign) (given.built indices ++ lib.optionals checks (given.checked indices));
in
completeArguments
  {
    inherit key tested part;
    inherit (crate) workspace;
  }
  {
    pname = storeName crate.name;
    inherit (crate) version;
    inherit src cargoVendorDir;
    sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
    strictDeps = true;
    doInstallCargoArtifacts = false;
    cargoArtifacts = null;
    dependencyArtifacts =
      layersOf part.lockedIndices
      ++ artifactsOf (builtins.filter (other: lockedCrates ? ${other}) part.crates);
    cargoExtraArgs =
      "--locked" + lib.concatMapStrings (member: " -p ${lib.escapeShellArg member}") part.${members};
    postPatch = cargoHooks.vendorInOnePlace;
    preBuild = hint.recordCargo + cargoHooks.tightenLock + cargoHooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  }
