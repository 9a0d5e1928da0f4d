# The toolchain by the overlay of oxalica/rust-overlay, as a function of a set of packages that has it.
{
  request,
  components,
  targets,
}:
pkgs:
pkgs.rust-bin.fromRustupToolchain {
  inherit (request) channel profile;
  inherit components;
  targets = request.targets ++ targets;
}
