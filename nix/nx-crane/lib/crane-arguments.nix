# What all derivations of a crate have in common, and its part of the workspace: { part, arguments,
# selectionAlone }, where the last are Cargo's arguments for the crate without what is made for those who use it.
{
  pkgs,
  craneLib,
  cargo,
}:
let
  # By workspace: what has been compiled of packages from elsewhere.
  layers = builtins.mapAttrs (
    workspace: _:
    import ./layer-derivations.nix {
      inherit
        pkgs
        craneLib
        cargo
        workspace
        ;
    }
  ) cargo.roots;
  # What a build, those who use it and the documentation have in common is put together once.
  vendoredFor =
    packages:
    craneLib.vendorMultipleCargoDeps { cargoLockParsedList = [ { package = packages; } ]; };
  partOf =
    {
      key,
      tested ? false,
      used ? false,
      foreign ? false,
    }:
    let
      part = import ./workspace-part.nix cargo {
        inherit
          key
          tested
          used
          foreign
          ;
        inherit (pkgs.stdenv.hostPlatform) system;
      };
    in
    {
      inherit part;
      src = import ./workspace-source.nix { inherit pkgs cargo; } { inherit key part tested; };
      vendored = vendoredFor part.locked;
    };
  built = builtins.mapAttrs (key: _: partOf { inherit key; }) cargo.crates;
in
{
  key,
  tested,
  # See workspace-part.nix.
  used ? false,
  foreign ? false,
  # Whether Cargo will check what is used, and not build it.
  checks ? false,
  # Of these crates it is given what they have compiled.
  artifactsOf,
}:
let
  crate = cargo.crates.${key};
  hooks = import ./cargo-hooks.nix;
  own =
    if tested || used || foreign then
      partOf {
        inherit
          key
          tested
          used
          foreign
          ;
      }
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
  selection =
    members:
    "--locked" + pkgs.lib.concatMapStrings (member: " -p ${pkgs.lib.escapeShellArg member}") members;
in
{
  inherit part;
  selectionAlone = selection part.alone;
  arguments = {
    pname = import ./store-name.nix crate.name;
    inherit (crate) version;
    inherit (own) src;
    sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
    strictDeps = true;
    doInstallCargoArtifacts = false;
    cargoArtifacts = null;
    dependencyArtifacts = layersOf part.lockedIndices ++ artifactsOf part.crates;
    cargoExtraArgs = selection part.selected;
    cargoVendorDir = if tested then own.vendored else built.${key}.vendored;
    postPatch = hooks.vendorInOnePlace;
    preBuild = hooks.tightenLock + hooks.unpackArtifacts;
  };
}
