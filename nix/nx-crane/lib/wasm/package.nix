# What a wasm build outside Nix leaves in the directory of the crate's package, or in all of them with what is above them: the glue of each kind around the module, which is optimised once
# for all of them, and manifests.
{
  pkgs,
  lib,
  data,
  childPath,
  storeName,
  placeInOutput,
  repositoryFile,
}:
{
  crate,
  # A derivation, see module.nix.
  module,
  # The wasm-bindgen program.
  bindgen,
}:
let
  inherit (lib) escapeShellArg concatMapStrings;
  inherit (crate) wasm;
  tools = data.wasmTools;
  words = concatMapStrings (word: " ${escapeShellArg word}");
  place = path: if path == "" then "\"$out\"" else placeInOutput path;
  moduleOf = { dir, ... }: place (childPath dir "${wasm.outName}_bg.wasm");
  binaryen =
    pkgs.binaryen or (throw ''
      nixpkgs has no binaryen, whose wasm-opt makes release modules small
        write [package.metadata.wasm-pack.profile.release] wasm-opt = false in ${crate.dir}/Cargo.toml to ship without it
    '');

  writeGlue = each: ''
    wasm-bindgen ${module}/module.wasm --out-dir ${place each.dir} --out-name ${escapeShellArg wasm.outName} \
      --target ${escapeShellArg each.glue}${words wasm.bindgenArgs}
  '';

  flagOf = feature: ''
    ${escapeShellArg feature}) echo ${escapeShellArg tools.optFlags.byFeature.${feature}} ;;
  '';
  # A module that differs from those before it is optimised on its own.
  optimise = ''
    featureFlags() {
      printf '%s\n'${words tools.optFlags.always}
      sed -n 's/^target_feature="\(.*\)"$/\1/p' ${module}/cfg | while read -r feature; do
        case "$feature" in
        ${concatMapStrings flagOf (builtins.attrNames tools.optFlags.byFeature)}
        esac
      done
    }
    mapfile -t flags < <(featureFlags | LC_ALL=C sort -u)
    optimise() {
      local digest
      digest=$(sha256sum < "$1")
      local optimised="$NIX_BUILD_TOP/optimised-''${digest%% *}"
      if [ ! -e "$optimised" ]; then wasm-opt "$1" -o "$optimised" "''${flags[@]}"${words wasm.wasmOpt}; fi
      cp "$optimised" "$1"
    }
  ''
  + concatMapStrings (each: "optimise ${moduleOf each}\n") wasm.places;

  writeText = to: file: ''
    cp --no-preserve=mode ${file} ${place to}
  '';
  writeSnippetsManifest =
    { dir, ... }:
    let
      snippets = childPath dir "snippets";
    in
    ''
      if [ -d ${place snippets} ]; then
        cp --no-preserve=mode ${builtins.toFile "package.json" tools.snippetsManifest} ${place "${snippets}/package.json"}
      fi
    '';
  copyText =
    dir: name:
    writeText (childPath dir name) (repositoryFile (childPath crate.dir name));
in
pkgs.runCommand "${storeName crate.name}-wasm-${crate.version}"
  {
    nativeBuildInputs = [ bindgen ] ++ lib.optional (wasm.wasmOpt != null) binaryen;
  }
  (
    ''
      mkdir -p "$out"
    ''
    + concatMapStrings writeGlue wasm.places
    + lib.optionalString (wasm.wasmOpt != null) optimise
    + concatMapStrings (
      path: writeText path (builtins.toFile "package.json" wasm.manifests.${path})
    ) (builtins.attrNames wasm.manifests)
    + concatMapStrings writeSnippetsManifest wasm.places
    + concatMapStrings (dir: concatMapStrings (copyText dir) wasm.texts) wasm.textDirs
  )
