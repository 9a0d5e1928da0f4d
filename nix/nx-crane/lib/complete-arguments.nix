# The arguments of crane's functions with what a derivation gets beside its sources and packages: what these packages need,
# the addresses of registries, and what a person sets. `key` is its crate, or null for one that compiles packages from
# elsewhere only, which gets what is set for all crates.
{
  crates,
  cargoRegistries,
  crateSettings,
  applySettings,
}:
{
  key,
  workspace,
  # Whether it is for tests.
  tested,
  # { crates, locked }: keys, and packages of the lock.
  part,
}@derivation:
arguments:
applySettings
  {
    crate = if key == null then null else crates.${key};
    settings = crateSettings derivation;
  }
  (
    arguments
    // {
      env = arguments.env or { } // (cargoRegistries.usedBy part.locked).variables;
    }
  )
