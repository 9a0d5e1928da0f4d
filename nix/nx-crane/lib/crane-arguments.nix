# What all derivations of a crate have in common, as arguments of crane's functions.
{
  pkgs,
  craneLib,
  cargo,
  overrides,
  # See cargo-registries.nix and vendored-packages.nix.
  registries,
  vendored,
}:
let
  complete = import ./complete-arguments.nix {
    inherit
      pkgs
      cargo
      overrides
      registries
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
        vendored
        complete
        workspace
        ;
    }
  ) cargo.roots;
  partsOf = import ./crate-parts.nix {
    inherit
      pkgs
      cargo
      overrides
      vendored
      ;
  };
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
  crate = cargo.crates.${key};
  hooks = import ./cargo-hooks.nix;
  hint = import ./missing-file-hint.nix {
    inherit (pkgs) lib;
    overridesFile = overrides.name;
  } crate;
  inherit (partsOf { inherit key tested foreign; }) part src cargoVendorDir;
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
complete
  {
    inherit key tested part;
    inherit (crate) workspace;
  }
  {
    pname = import ./store-name.nix crate.name;
    inherit (crate) version;
    inherit src cargoVendorDir;
    sourceRoot = if crate.workspace == "" then "source" else "source/${crate.workspace}";
    strictDeps = true;
    doInstallCargoArtifacts = false;
    cargoArtifacts = null;
    dependencyArtifacts =
      layersOf part.lockedIndices
      ++ artifactsOf (builtins.filter (other: cargo.lockedCrates ? ${other}) part.crates);
    cargoExtraArgs =
      "--locked"
      + pkgs.lib.concatMapStrings (member: " -p ${pkgs.lib.escapeShellArg member}") part.${members};
    postPatch = hooks.vendorInOnePlace;
    preBuild = hint.recordCargo + hooks.tightenLock + hooks.unpackArtifacts;
    failureHook = hint.sayWhatIsMissing;
  }
