# What the development shell has beside the toolchain: what the crates need that come from elsewhere, what the overrides
# file gives to crates, and `devShell` there. Of variables those that hold for all crates.
{
  pkgs,
  cargo,
  overrides,
}:
let
  native = builtins.filter (inputs: !inputs.buildsOnly) (
    import ./native-inputs.nix { inherit pkgs overrides; } (
      builtins.concatMap (workspace: cargo.locks.${workspace}.package or [ ]) cargo.lockedWorkspaces
    )
  );
  given = [ overrides.all ] ++ builtins.attrValues overrides.crates;
  withTests = settings: [ settings ] ++ (if settings ? test then [ settings.test ] else [ ]);
  all = native ++ builtins.concatMap withTests given;
  inputs = name: builtins.concatMap (settings: settings.${name} or [ ]) all;
  distinct = import ./distinct.nix;
  linkers = import ./linkers.nix { inherit pkgs; } (
    builtins.concatLists (builtins.attrValues cargo.configs)
  );
  own = overrides.devShell;
in
builtins.foldl' (env: each: env // each.env) { } native
// overrides.all.env or { }
// own
// {
  packages = distinct (inputs "nativeBuildInputs" ++ linkers ++ own.packages or [ ]);
  buildInputs = distinct (inputs "buildInputs" ++ own.buildInputs or [ ]);
}
