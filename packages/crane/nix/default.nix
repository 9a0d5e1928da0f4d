# The outputs of a flake for the crates of a repository. Written by `nx-crane flake`; what a person changes is in
# flake.nix.
{
  # The repository.
  root,
  # For which systems there are outputs, e.g. [ "x86_64-linux" ].
  systems,
  # system → nixpkgs for it
  pkgsFor,
  # nixpkgs → crane's library with the toolchain to build with
  craneLibFor,
}:
let
  data = import ./crates.nix;
  cargo = import ./lib/cargo-workspaces.nix { inherit root data; };
  outputsOf =
    system:
    let
      pkgs = pkgsFor system;
    in
    import ./lib/system-outputs.nix {
      inherit pkgs data cargo;
      craneLib = craneLibFor pkgs;
    };
  bySystem = builtins.listToAttrs (
    map (system: {
      name = system;
      value = outputsOf system;
    }) systems
  );
  output = name: builtins.mapAttrs (_: outputs: outputs.${name}) bySystem;
in
{
  packages = output "packages";
  checks = output "checks";
  apps = output "apps";
  devShells = output "devShells";
  formatter = output "formatter";
  # crate → the store path of its build: asking for it builds nothing
  storePaths = output "storePaths";
}
