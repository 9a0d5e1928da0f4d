# What `nix flake check` runs.
{
  pkgs,
  craneLib,
  cargo,
  derivations,
}:
derivations
