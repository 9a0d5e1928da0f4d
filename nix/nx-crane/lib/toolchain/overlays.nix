# The overlays that a toolchain needs in nixpkgs. Where it needs none, an input need not be fetched.
{
  inputs,
  choice,
  hasFile,
}:
let
  provider = import ./provider.nix { inherit choice hasFile; };
in
if inputs ? rust-overlay then
  if provider == "rust-overlay" || builtins.isFunction provider then
    [ inputs.rust-overlay.overlays.default ]
  else
    [ ]
else if provider == "rust-overlay" then
  throw (import ./missing-input.nix "rust-overlay")
else
  [ ]
