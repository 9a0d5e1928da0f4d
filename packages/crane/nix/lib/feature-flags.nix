# The options of Cargo that turn features of a crate on and off as its settings say; each begins with a space. Several
# members may be built at once, so a feature is named with its crate.
{ lib }:
{ crate, settings }:
let
  features = map (feature: "${crate.name}/${feature}") settings.features;
in
(
  if features == [ ] then
    ""
  else
    " --features ${lib.escapeShellArg (builtins.concatStringsSep "," features)}"
)
+ (if settings.noDefaultFeatures or false then " --no-default-features" else "")
+ (if settings.allFeatures or false then " --all-features" else "")
