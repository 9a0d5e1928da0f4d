# The arguments of crane's functions with the settings of a crate put in.
{
  lib,
  # The name of the overrides file.
  file,
}:
{
  # Or null.
  crate,
  settings,
}:
arguments:
let
  join = import ./join-arguments.nix;
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
  flags =
    if crate == null then
      ""
    else
      import ./feature-flags.nix { inherit lib; } { inherit crate settings; };
  variables =
    settings.env
    // (if settings ? profile then { CARGO_PROFILE = settings.profile; } else { })
    // (if settings ? targetTriple then { CARGO_BUILD_TARGET = settings.targetTriple; } else { });
in
if taken != [ ] then
  throw "${file}: `craneArguments.${builtins.head taken}` is set by nx-crane, which puts the crates together: leave it out"
else
  join (
    arguments
    // {
      inherit (settings) buildInputs nativeBuildInputs;
      env = arguments.env or { } // variables;
      cargoExtraArgs = arguments.cargoExtraArgs + flags;
    }
  ) settings.craneArguments
