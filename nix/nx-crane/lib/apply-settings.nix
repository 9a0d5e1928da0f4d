# The arguments of crane's functions with the settings of a crate put in.
{
  lib,
  overrides,
  joinArguments,
}:
{
  # Or null.
  crate,
  settings,
}:
arguments:
let
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
  # Several members may be built at once, so a feature is named with its crate.
  features = map (feature: "${crate.name}/${feature}") settings.features;
  flags =
    lib.optionalString (
      features != [ ]
    ) " --features ${lib.escapeShellArg (builtins.concatStringsSep "," features)}"
    + lib.optionalString (settings.noDefaultFeatures or false) " --no-default-features"
    + lib.optionalString (settings.allFeatures or false) " --all-features";
  variables =
    settings.env
    // lib.optionalAttrs (settings ? profile) { CARGO_PROFILE = settings.profile; }
    // lib.optionalAttrs (settings ? targetTriple) { CARGO_BUILD_TARGET = settings.targetTriple; };
in
if taken != [ ] then
  throw "${overrides.name}: `craneArguments.${builtins.head taken}` is set by nx-crane, which puts the crates together: leave it out"
else
  joinArguments (
    arguments
    // {
      inherit (settings) buildInputs nativeBuildInputs;
      env = arguments.env or { } // variables;
      cargoExtraArgs = arguments.cargoExtraArgs + lib.optionalString (crate != null) flags;
    }
  ) settings.craneArguments
