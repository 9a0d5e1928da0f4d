# The npm package that a crate's wasm package is, or belongs to: ready to be packed or installed.
{ pkgs, root }:
{ crate, package }:
let
  inherit (pkgs.lib) concatMapStrings;
  inherit (crate.wasm) around;
  place = path: if path == "" then "\"$out\"" else import ../place-in-output.nix pkgs.lib path;
  copy =
    path:
    let
      file = import ../repository-file.nix root (import ../child-path.nix crate.dir path);
    in
    ''
      mkdir -p ${place (dirOf path)}
      cp ${file} ${place path}
    '';
in
if around == null then
  package
else
  pkgs.runCommandLocal "${import ../store-name.nix crate.name}-npm-${crate.version}" { } (
    concatMapStrings copy around.files
    + ''
      mkdir -p ${place around.outDir}
      cp -rT ${package} ${place around.outDir}
    ''
  )
