# The outputs of the flake for one system.
{
  pkgs,
  craneLib,
  data,
  cargo,
}:
let
  inherit (data) crates;
  derivations = import ./crate-derivation.nix { inherit pkgs craneLib cargo; };
  names = builtins.attrNames crates;
  apps = import ./apps.nix { inherit crates derivations; };
in
{
  packages =
    derivations
    // (
      if derivations ? default then
        { }
      else
        {
          default = import ./all-crates.nix { inherit pkgs derivations; };
        }
    );
  checks = import ./checks.nix {
    inherit
      pkgs
      craneLib
      cargo
      derivations
      ;
  };
  inherit apps;
  devShells.default = craneLib.devShell { };
  formatter = pkgs.nixfmt;
  storePaths = builtins.listToAttrs (
    map (name: {
      inherit name;
      # Without its context: who asks for the path does not want it built.
      value = builtins.unsafeDiscardStringContext derivations.${name}.outPath;
    }) names
  );
}
