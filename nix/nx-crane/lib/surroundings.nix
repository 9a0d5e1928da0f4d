# The arguments of crane's functions with what a derivation gets beside its sources: packages from elsewhere, what these
# need, and what a person sets. `key` is its crate, or null for one that compiles packages from elsewhere only, which gets
# what is set for all crates.
{
  pkgs,
  craneLib,
  cargo,
  overrides,
}:
let
  registries = import ./cargo-registries.nix {
    inherit (pkgs) lib;
    inherit craneLib overrides;
  };
  vendored = import ./vendored-packages.nix { inherit registries overrides; };
  settingsOf = import ./crate-settings.nix { inherit pkgs cargo overrides; };
  withSettings = import ./with-settings.nix {
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
  # Those packages, as crane lays them out.
  cargoVendorDir ? vendored part.locked,
}:
arguments:
withSettings
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
      inherit cargoVendorDir;
      env = arguments.env or { } // (registries.usedBy part.locked).variables;
    }
  )
