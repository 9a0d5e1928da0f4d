# `result`, unless the repository asks for a compiler that nixpkgs does not have.
{
  pkgs,
  lib,
  request,
}:
result:
let
  inherit (pkgs.rustc) version;
  inherit (request) channel;
  fits =
    channel == "stable" || channel == version || lib.hasPrefix "${channel}." version;
in
if fits then
  result
else
  throw ''
    ${request.file} asks for Rust ${channel}, but nixpkgs has ${version}
      write `toolchain = "rust-overlay"` in flake.nix, or ask for stable in ${request.file}
  ''
