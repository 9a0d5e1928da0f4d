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
  # By workspace: what has been compiled of packages from elsewhere.
  layers = builtins.mapAttrs (
    workspace: _:
    import ./layer-derivations.nix {
      inherit
        pkgs
        craneLib
        cargo
        overrides
        surround
        workspace
        ;
    }
  ) cargo.roots;

  # A person who chooses features of a crate has it built with these.
  choosesFeatures =
    key:
    builtins.any (given: isChosen given || isChosen given.test or { }) [
      overrides.all
      (overrides.crates.${key} or { })
    ];
  isChosen = given: given ? features || given ? noDefaultFeatures || given ? allFeatures;

  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
  };
  vendoredFor = import ./vendored-packages.nix { inherit registries overrides; };
  partOf =
    { tested, unified }:
    key:
    let
      part = import ./workspace-part.nix cargo {
        inherit key tested unified;
        inherit (pkgs.stdenv.hostPlatform) system;
      };
    in
    {
      inherit part;
      src = import ./workspace-source.nix { inherit pkgs cargo; } { inherit key part tested; };
      vendored = vendoredFor part.locked;
    };
  # What several derivations of a crate have in common is put together once.
  partsWith = tested: builtins.mapAttrs (
    key: _:
    partOf {
      inherit tested;
      unified = !(choosesFeatures key);
    } key
  ) cargo.crates;
  built = partsWith false;
  tests = partsWith true;
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
  # Of these crates it is given what they have compiled.
  artifactsOf,
}:
let
  crate = cargo.crates.${key};
  hooks = import ./cargo-hooks.nix;
  hint = import ./missing-file-hint.nix {
    inherit (pkgs) lib;
    overridesFile = overrides.name;
  } crate;
  own =
    if foreign then
      partOf {
        inherit tested;
        unified = false;
      } key
    else if tested then
      tests.${key}
    else
      built.${key};
  inherit (own) part;
  # What build scripts and proc-macros are made with is built in any case.
  layersOf =
    indices:
    let
      given = layers.${crate.workspace};
    in
    if foreign then
      [ ]
    else
      given.built indices ++ (if checks then given.checked indices else [ ]);
in
{
  inherit part;
  arguments = surround {
    inherit key tested part;
    inherit (crate) workspace;
    cargoVendorDir = own.vendored;
  } {
    pname = import ./store-name.nix crate.name;
    inherit (crate) version;
    inherit (own) src;
    sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
    strictDeps = true;
    doInstallCargoArtifacts = false;
    cargoArtifacts = null;
    dependencyArtifacts = layersOf part.lockedIndices ++ artifactsOf part.crates;
    cargoExtraArgs =
      "--locked"
      + pkgs.lib.concatMapStrings (member: " -p ${pkgs.lib.escapeShellArg member}") (
        part.${members}
      );
    postPatch = hooks.vendorInOnePlace;
    preBuild = hint.recordCargo + hooks.tightenLock + hooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  };
}
