# The outputs of the flake for one system.
{
  pkgs,
  crates,
  allCrates,
  apps,
  checks,
  checkCrate,
  crateDerivations,
  devShell,
  tasks,
  wasmPackages,
  workspaceChecks,
}:
let
  packages = builtins.mapAttrs checkCrate (
    crateDerivations // builtins.mapAttrs (_: each: each.npmPackage) wasmPackages
  );
in
{
  packages = {
    default = allCrates packages;
  }
  // packages;
  checks = workspaceChecks // checks;
  inherit apps;
  devShells.default = devShell;
  formatter = pkgs.nixfmt;
  legacyPackages = {
    inherit tasks;
    # The crates that have none of them, since their workspaces have no lock.
    unlocked = builtins.attrNames (builtins.removeAttrs crates (builtins.attrNames tasks));
  };
  # Without their context: who asks for a path does not want it built.
  storePaths = builtins.mapAttrs (
    _: builtins.mapAttrs (_: task: builtins.unsafeDiscardStringContext task.outPath)
  ) tasks;
}
