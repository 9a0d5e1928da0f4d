# The arguments of crane's functions with the settings of a crate put in.
{
  lib,
  # The name of the overrides file.
  file,
}:
{
  # For people.
  key,
  crate,
  settings,
}:
arguments:
let
  join = import ./join-arguments.nix;
  inherit (lib) escapeShellArg;
  # These decide what is built, and from what: the artifacts of the crates are made to fit each other.
  taken = builtins.filter (name: settings.craneArguments ? ${name}) [
    "cargoArtifacts"
    "cargoVendorDir"
    "dependencyArtifacts"
    "doInstallCargoArtifacts"
    "outputs"
    "pname"
    "sourceRoot"
    "src"
    "version"
  ];
  # Several members are built where a stub is among them, so each feature is of a crate.
  features = map (feature: "${crate.name}/${feature}") settings.features;
  flags =
    (if features == [ ] then "" else " --features ${escapeShellArg (builtins.concatStringsSep "," features)}")
    + (if settings.noDefaultFeatures or false then " --no-default-features" else "")
    + (if settings.allFeatures or false then " --all-features" else "");
  variables =
    settings.env
    // (if settings ? profile then { CARGO_PROFILE = settings.profile; } else { })
    // (if settings ? targetTriple then { CARGO_BUILD_TARGET = settings.targetTriple; } else { });
in
if taken != [ ] then
  throw "${file}: `craneArguments.${builtins.head taken}` of ${key} is set by nx-crane, which puts the crates together: leave it out"
else
  join (
    arguments
    // {
      inherit (settings) buildInputs nativeBuildInputs;
      env = arguments.env or { } // variables;
      cargoExtraArgs = arguments.cargoExtraArgs + flags;
    }
  ) settings.craneArguments
