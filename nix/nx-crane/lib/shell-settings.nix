# What the development shell has beside the toolchain: what the crates need that come from elsewhere, what the overrides
# file gives to crates, and `devShell` there. Of variables those that hold for all crates.
{
  lib,
  configs,
  overrides,
  lockedPackages,
  linkers,
  nativeInputs,
}:
let
  native = builtins.filter (inputs: !inputs.buildsOnly) (nativeInputs lockedPackages);
  given = [ overrides.all ] ++ builtins.attrValues overrides.crates;
  withTests = settings: [ settings ] ++ lib.optional (settings ? test) settings.test;
  all = native ++ builtins.concatMap withTests given;
  inputs = name: builtins.concatMap (settings: settings.${name} or [ ]) all;
  own = overrides.devShell;
in
builtins.foldl' (env: each: env // each.env) { } native
// overrides.all.env or { }
// own
// {
  packages = lib.unique (
    inputs "nativeBuildInputs"
    ++ linkers (builtins.concatLists (builtins.attrValues configs))
    ++ own.packages or [ ]
  );
  buildInputs = lib.unique (inputs "buildInputs" ++ own.buildInputs or [ ]);
}
