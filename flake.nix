# Written once by `nx-crane flake`, and yours from then on. What is known of the crates is in nix/nx-crane, which is
# written again whenever they change. nix/nx-crane/default.nix says what else can be chosen here.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    crane.url = "github:ipetkov/crane";
    rust-overlay = {
      url = "github:oxalica/rust-overlay";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };

  outputs =
    inputs:
    import ./nix/nx-crane {
      inherit inputs;
      root = ./.;
      overrides = ./nix/overrides.nix;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    };
}
