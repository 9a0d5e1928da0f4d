# For each wasm crate, by key: { bindgen, package, npmPackage }.
{
  lib,
  lockedCrates,
  lockedClosures,
  lockedIndices,
  bindgenVersion,
  bindgenCli,
  wasmModule,
  wasmPackage,
  npmPackage,
}:
builtins.mapAttrs (
  key: crate:
  let
    locked = lockedClosures.${crate.workspace}.packagesAt lockedIndices.${key};
    bindgen = bindgenCli (bindgenVersion { inherit crate locked; });
    package = wasmPackage {
      inherit crate bindgen;
      module = wasmModule key;
    };
  in
  {
    inherit bindgen package;
    npmPackage = npmPackage { inherit crate package; };
  }
) (lib.filterAttrs (_: crate: crate ? wasm) lockedCrates)
