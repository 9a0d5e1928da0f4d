# Yours: what the builds of the crates get besides what is known from Cargo. Written once by `nx-crane flake`; it is
# explained in the documentation of nx-crane, "The overrides file". The lines below are examples.
{
  pkgs,
  lib,
  craneLib,
  ...
}:
{
  # For every crate.
  all = {
    # env.SOURCE_DATE_EPOCH = "0";
  };

  # For one crate, by its name in the flake, and with libraries, tools and environment for the crates that use it.
  crates = {
    # my-crate = {
    #   buildInputs = [ pkgs.openssl ]; # libraries
    #   nativeBuildInputs = [ pkgs.pkg-config ]; # programs
    #   env.MY_CRATE_DATA = "${pkgs.tzdata}/share/zoneinfo";
    #   features = [ "vendored" ];
    #   test.nativeBuildInputs = [ pkgs.git ]; # for its tests, clippy and documentation only
    # };
  };

  # Crates from elsewhere that need native libraries. Many are known; `false` leaves out what would be added for one.
  nativeDependencies = {
    # openssl-sys = false;
    # my-library-sys.buildInputs = [ pkgs.hello ];
  };

  # What `nix develop` has beside the toolchain.
  devShell = {
    # packages = [ pkgs.bacon ];
  };
}
