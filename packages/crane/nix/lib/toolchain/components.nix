# The components to have beside those of the profile that was asked for: what checks run, also where the profile is
# `minimal`. No other profile is without them, unless a nightly was made without.
{ lib, request }:
request.components
++ lib.optionals (request.profile == "minimal") [
  "clippy"
  "rustfmt"
]
