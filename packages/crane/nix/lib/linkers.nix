# The programs that Cargo's configuration, a list of { table }, links with on this machine, as far as nixpkgs is known to
# have them: `linker = "clang"`, `-fuse-ld=mold`.
{ pkgs, lib }:
configs:
let
  triple = pkgs.stdenv.hostPlatform.rust.rustcTarget or "";
  isHere = name: name == triple || lib.hasPrefix "cfg(" name;
  # Linker as configured → package
  known = {
    clang = "clang";
    "clang++" = "clang";
    lld = "lld";
    "ld.lld" = "lld";
    mold = "mold";
    wild = "wild";
  };
  wordsOf =
    flags:
    if builtins.isString flags then
      builtins.filter builtins.isString (builtins.split "[[:space:]]+" flags)
    else
      flags;
  chosenBy =
    flag:
    let
      chosen = builtins.match "(-C|--codegen=)?(link-arg=|link-args=)?-fuse-ld=(.*)" flag;
    in
    lib.optional (chosen != null) (builtins.elemAt chosen 2);
  linkersIn =
    settings:
    lib.optional (settings ? linker) settings.linker
    ++ builtins.concatMap chosenBy (wordsOf (settings.rustflags or [ ]));
  settingsOf =
    { table, ... }:
    [ (table.build or { }) ]
    ++ map (name: table.target.${name}) (
      builtins.filter isHere (builtins.attrNames (table.target or { }))
    );
  linkers = builtins.concatMap linkersIn (builtins.concatMap settingsOf configs);
  packages = map (linker: known.${linker}) (builtins.filter (linker: known ? ${linker}) linkers);
in
map (
  name: pkgs.${name} or (throw "nixpkgs has no `${name}`, which .cargo/config.toml links with")
) (builtins.attrNames (builtins.groupBy (name: name) packages))
