# What the overrides file says, checked: { all, crates, nativeDependencies, registries, outputHashes, devShell }, and
# `name`, which is that of the file.
{
  pkgs,
  lib,
  craneLib,
  inputs,
  root,
  options,
  crates,
  overrideOptions,
  checkOptions,
}:
let
  # Or null.
  file = options.overrides;
  name =
    if file == null then
      "nix/overrides.nix"
    else
      lib.removePrefix "${toString root}/" (toString file);
  # What the file is called with.
  arguments = {
    inherit pkgs craneLib inputs;
    inherit (pkgs) lib;
  };

  # With what it asks for by name, so that it may leave out `...`.
  call =
    value:
    if !(builtins.isFunction value) then
      value
    else
      value (
        if takesAny value then
          arguments
        else
          builtins.intersectAttrs (builtins.functionArgs value) arguments
      );
  # `args: …` and `{ ... }: …`
  takesAny = value: builtins.functionArgs value == { };
  said =
    if file == null then
      { }
    else
      builtins.addErrorContext "while evaluating ${name}" (call (import file));

  check =
    place: options: given:
    checkOptions {
      file = name;
      inherit place options given;
    };
  top = check [ ] overrideOptions.file said;

  crateOf =
    place: given:
    let
      checked = check place overrideOptions.crate given;
    in
    checked
    // lib.optionalAttrs (checked ? test) {
      test = check (place ++ [ "test" ]) overrideOptions.test checked.test;
    };
  named = top.crates or { };
  unknown = builtins.filter (key: !(crates ? ${key})) (builtins.attrNames named);

  nativeDependency =
    crate: given:
    if given == false then
      false
    else
      check [
        "nativeDependencies"
        crate
      ] overrideOptions.nativeDependency given;
in
{
  inherit name;
  all = crateOf [ "all" ] (top.all or { });
  crates =
    if unknown == [ ] then
      builtins.mapAttrs (
        key:
        crateOf [
          "crates"
          key
        ]
      ) named
    else
      throw "${name}: there is no crate `${builtins.head unknown}`; the crates are ${
        builtins.concatStringsSep ", " (builtins.attrNames crates)
      }";
  nativeDependencies = builtins.mapAttrs nativeDependency (top.nativeDependencies or { });
  registries = map (check [ "registries" ] overrideOptions.registry) (top.registries or [ ]);
  outputHashes = top.outputHashes or { };
  devShell = top.devShell or { };
}
