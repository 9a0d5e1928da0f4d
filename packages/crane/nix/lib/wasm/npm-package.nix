# The npm package that a crate's wasm package is, or belongs to: ready to be packed or installed.
{
  pkgs,
  lib,
  childPath,
  storeName,
  placeInOutput,
  repositoryFile,
}:
{ crate, package }:
let
  inherit (crate.wasm) around;
  place = path: if path == "" then "\"$out\"" else placeInOutput path;
  copy = path: ''
    mkdir -p ${place (dirOf path)}
    cp ${repositoryFile (childPath crate.dir path)} ${place path}
  '';
in
if around == null then
  package
else
  pkgs.runCommandLocal "${storeName crate.name}-npm-${crate.version}" { } (
    lib.concatMapStrings copy around.files
    + ''
      mkdir -p ${place around.outDir}
      cp -rT ${package} ${place around.outDir}
    ''
  )
