# The arguments of crane's functions with what a derivation gets beside its sources and packages: what these packages need,
# the addresses of registries, and what a person sets. `key` is its crate, or null for one that compiles packages from
# elsewhere only, which gets what is set for all crates.
{
  lib,
  crates,
  overrides,
  joinArguments,
  cargoRegistries,
  crateSettings,
}:
{
  key,
  workspace,
  # Whether it is for tests.
  tested,
  # { crates, locked }: keys, and packages of the lock.
  part,
}@derivation:
arguments:
let
  settings = crateSettings derivation;
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
  features = map (feature: "${crates.${key}.name}/${feature}") settings.features;
  flags =
    lib.optionalString (
      features != [ ]
    ) " --features ${lib.escapeShellArg (builtins.concatStringsSep "," features)}"
    + lib.optionalString (settings.noDefaultFeatures or false) " --no-default-features"
    + lib.optionalString (settings.allFeatures or false) " --all-features";
in
if taken != [ ] then
  throw "${overrides.name}: `craneArguments.${builtins.head taken}` is set by nx-crane, which puts the crates together: remove it"
else
  joinArguments (
    arguments
    // {
      inherit (settings) buildInputs nativeBuildInputs;
      env =
        arguments.env or { }
        // (cargoRegistries.usedBy part.locked).variables
        // settings.env
        // lib.optionalAttrs (settings ? profile) { CARGO_PROFILE = settings.profile; }
        // lib.optionalAttrs (settings ? targetTriple) { CARGO_BUILD_TARGET = settings.targetTriple; };
      cargoExtraArgs = arguments.cargoExtraArgs + lib.optionalString (key != null) flags;
    }
  ) settings.craneArguments
