# The toolchain by the overlay of oxalica/rust-overlay, as a function of a set of packages that has it.
{ request, targets }:
pkgs:
pkgs.rust-bin.fromRustupToolchain {
  inherit (request) channel profile;
  components = import ./components.nix request;
  targets = request.targets ++ targets;
}
