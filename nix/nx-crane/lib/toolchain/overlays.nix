# The overlays that a toolchain needs in nixpkgs. Where it needs none, an input need not be fetched.
{
  lib,
  inputs,
  provider,
  missingInput,
}:
if inputs ? rust-overlay then
  lib.optional (
    provider == "rust-overlay" || builtins.isFunction provider
  ) inputs.rust-overlay.overlays.default
else if provider == "rust-overlay" then
  throw (missingInput "rust-overlay")
else
  [ ]
