# The arguments of crane's functions with what a derivation gets beside its sources and packages: what these packages need,
# the addresses of registries, and what a person sets. `key` is its crate, or null for one that compiles packages from
# elsewhere only, which gets what is set for all crates.
{
  pkgs,
  cargo,
  overrides,
  # See cargo-registries.nix.
  registries,
}:
let
  settingsOf = import ./crate-settings.nix { inherit pkgs cargo overrides; };
  applySettings = import ./apply-settings.nix {
    inherit (pkgs) lib;
    file = overrides.name;
  };
in
{
  key,
  workspace,
  # Whether it is for tests.
  tested,
  # { crates, locked }: keys, and packages of the lock.
  part,
}:
arguments:
applySettings
  {
    crate = if key == null then null else cargo.crates.${key};
    settings = settingsOf {
      inherit
        key
        workspace
        tested
        part
        ;
    };
  }
  (
    arguments
    // {
      env = arguments.env or { } // (registries.usedBy part.locked).variables;
    }
  )
