# The outputs of a flake for the crates of a repository. Written by `nx-crane flake`; what a person changes is in
# flake.nix.
{
  # The inputs of the flake: nixpkgs, crane and rust-overlay.
  inputs,
  # The repository.
  root,
  # For which systems there are outputs, e.g. [ "x86_64-linux" ].
  systems,
}:
let
  data = import ./crates.nix // {
    features = if builtins.pathExists ./features.nix then import ./features.nix else { };
  };
  cargo = import ./lib/cargo-workspaces.nix { inherit root data; };
  outputsOf =
    system:
    let
      pkgs = import inputs.nixpkgs {
        inherit system;
        overlays = [ inputs.rust-overlay.overlays.default ];
      };
    in
    import ./lib/system-outputs.nix {
      inherit pkgs data cargo;
      craneLib = inputs.crane.mkLib pkgs;
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
  # `tasks.<crate>.<kind>`: what Nx builds. Here, since Nix looks at these last, and does not list them.
  legacyPackages = output "legacyPackages";
  # crate → kind → the store path of the task: asking for it builds nothing
  storePaths = output "storePaths";
}
