# A directory with a link to the build of each crate.
{
  pkgs,
  lib,
  placeInOutput,
}:
derivations:
pkgs.runCommandLocal "crates" { } (
  ''
    mkdir -p "$out"
  ''
  + lib.concatMapStrings (name: "ln -s ${derivations.${name}} ${placeInOutput name}\n") (
    builtins.attrNames derivations
  )
)
