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

  partOf =
    {
      key,
      tested ? false,
      used ? false,
      unified ? !(choosesFeatures key),
    }:
    let
      part = import ./workspace-part.nix cargo {
        inherit
          key
          tested
          used
          unified
          ;
        inherit (pkgs.stdenv.hostPlatform) system;
      };
    in
    {
      inherit part;
      src = import ./workspace-source.nix { inherit pkgs cargo; } { inherit key part tested; };
    };
  # What a build and the documentation have in common is put together once.
  built = builtins.mapAttrs (key: _: partOf { inherit key; }) cargo.crates;
in
{
  key,
  tested,
  # See workspace-part.nix.
  used ? false,
  # Whether Cargo will check what is used, and not build it.
  checks ? false,
  # Whether the result is for another platform than what has been compiled of packages from elsewhere.
  foreign ? false,
  # Whether Cargo is called for the crate without what is made for those who use it.
  alone ? false,
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
        inherit key tested used;
        unified = false;
      }
    else if tested || used then
      partOf { inherit key tested used; }
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
        if alone then part.alone else part.selected
      );
    postPatch = hooks.vendorInOnePlace;
    preBuild = hint.recordCargo + hooks.tightenLock + hooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  };
}
