# A directory with a link to the build of each crate.
{ pkgs, derivations }:
pkgs.runCommandLocal "crates" { } (
  ''
    mkdir -p "$out"
  ''
  + pkgs.lib.concatMapStrings (
    name: "ln -s ${derivations.${name}} ${import ./place-in-output.nix pkgs.lib name}\n"
  ) (builtins.attrNames derivations)
)
