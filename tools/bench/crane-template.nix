# The flake that crane's own template for workspaces leads to: one derivation for packages from elsewhere, and one for each
# crate, which compiles what it needs of the workspace.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
    crane.url = "github:ipetkov/crane";
  };

  outputs =
    { nixpkgs, crane, ... }:
    let
      defaultFor =
        system:
        let
          pkgs = import nixpkgs { inherit system; };
          craneLib = crane.mkLib pkgs;
          common = {
            src = craneLib.cleanCargoSource ./.;
            strictDeps = true;
            pname = "workspace";
            version = "0.1.0";
          };
          cargoArtifacts = craneLib.buildDepsOnly common;
          build =
            name:
            craneLib.buildPackage (
              common
              // {
                inherit cargoArtifacts;
                pname = name;
                doCheck = false;
                cargoExtraArgs = "--locked -p ${name}";
              }
            );
          link = name: "ln -s ${build name} $out/${name}\n";
        in
        pkgs.runCommandLocal "crates" { } (
          "mkdir $out\n"
          + builtins.concatStringsSep "" (map link (builtins.attrNames (builtins.readDir ./crates)))
        );
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
    in
    {
      packages = builtins.listToAttrs (
        map (system: {
          name = system;
          value.default = defaultFor system;
        }) systems
      );
    };
}
