# A directory with a link to the build of each crate.
{ pkgs, derivations }:
pkgs.runCommandLocal "crates" { } (
  ''
    mkdir -p "$out"
  ''
  + pkgs.lib.concatMapStrings (
    name: "ln -s ${derivations.${name}} \"$out\"/${pkgs.lib.escapeShellArg "./${name}"}\n"
  ) (builtins.attrNames derivations)
)
