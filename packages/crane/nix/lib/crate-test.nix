# The tests of a crate: by nextest, and by Cargo those in documentation, which nextest does not run; or all by Cargo.
{
  lib,
  craneLib,
  options,
  crates,
  hasLibrary,
  isThere,
  childPath,
}:
{ key, arguments }:
let
  # "nextest", "cargo", or "auto": nextest where the workspace configures it.
  inherit (options) testRunner;
  runners = [
    "auto"
    "cargo"
    "nextest"
  ];
  configures = isThere (childPath crates.${key}.workspace ".config/nextest.toml");
  usesNextest =
    if !(builtins.elem testRunner runners) then
      throw "flake.nix: `testRunner` is ${builtins.toJSON testRunner}, but must be one of ${
        builtins.concatStringsSep ", " runners
      }"
    else
      testRunner == "nextest" || (testRunner == "auto" && configures);

  documentation = ''
    cargoWithProfile test --doc ${arguments.cargoExtraArgs} ${arguments.cargoTestExtraArgs or ""}
  '';
in
if usesNextest then
  craneLib.cargoNextest (
    builtins.removeAttrs arguments [ "cargoTestExtraArgs" ]
    // {
      cargoNextestExtraArgs = "--no-tests=pass ${arguments.cargoNextestExtraArgs or ""}";
      # One compilation serves both. Cargo fails where it is to test the documentation of a crate without a library.
      postCheck = lib.optionalString hasLibrary.${key} documentation + arguments.postCheck or "";
    }
  )
else
  craneLib.cargoTest (builtins.removeAttrs arguments [ "cargoNextestExtraArgs" ])
