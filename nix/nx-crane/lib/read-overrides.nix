# What the overrides file says, checked: { all, crates, nativeDependencies, registries, outputHashes, devShell }, and
# `name`, which is that of the file.
{
  # The file, or null.
  file,
  root,
  # By key.
  crates,
  # What the file is called with.
  arguments,
}:
let
  options = import ./override-options.nix;
  prefix = toString root + "/";
  path = toString file;
  name =
    if file == null then
      "nix/overrides.nix"
    else if import ./starts-with.nix prefix path then
      builtins.substring (builtins.stringLength prefix) (builtins.stringLength path) path
    else
      path;

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
    import ./check-options.nix {
      file = name;
      inherit place options given;
    };
  top = check [ ] options.file said;

  crateOf =
    place: given:
    let
      checked = check place options.crate given;
    in
    checked
    // (
      if checked ? test then
        { test = check (place ++ [ "test" ]) options.test checked.test; }
      else
        { }
    );
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
      ] options.nativeDependency given;
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
      throw "${name}: there is no crate `${builtins.head unknown}`; there are ${
        builtins.concatStringsSep ", " (builtins.attrNames crates)
      }";
  nativeDependencies = builtins.mapAttrs nativeDependency (top.nativeDependencies or { });
  registries = map (check [ "registries" ] options.registry) (top.registries or [ ]);
  outputHashes = top.outputHashes or { };
  devShell = top.devShell or { };
}
