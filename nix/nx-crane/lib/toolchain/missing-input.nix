# What to say where flake.nix is without the input of a provider.
name:
let
  repositories = {
    fenix = "nix-community/fenix";
    rust-overlay = "oxalica/rust-overlay";
  };
in
''
  flake.nix has no input ${name}, which is to provide the compiler: add
    ${name} = { url = "github:${repositories.${name}}"; inputs.nixpkgs.follows = "nixpkgs"; };
  or choose another one by `toolchain` there
''
