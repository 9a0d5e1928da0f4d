# The tests of a crate: by nextest, and by Cargo those in documentation, which nextest does not run; or all by Cargo.
{
  craneLib,
  cargo,
  # "nextest", "cargo", or "auto": nextest where the workspace configures it.
  testRunner,
}:
{ key, arguments }:
let
  crate = cargo.crates.${key};
  childPath = import ./child-path.nix;
  runners = [
    "auto"
    "cargo"
    "nextest"
  ];
  configures = cargo.isThere (childPath crate.workspace ".config/nextest.toml");
  usesNextest =
    if !(builtins.elem testRunner runners) then
      throw "flake.nix: `testRunner` is ${builtins.toJSON testRunner}, and must be one of ${
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
      postCheck = (if cargo.hasLibrary.${key} then documentation else "") + arguments.postCheck or "";
    }
  )
else
  craneLib.cargoTest (builtins.removeAttrs arguments [ "cargoNextestExtraArgs" ])
