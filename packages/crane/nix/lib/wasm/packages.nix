# For each wasm crate, by key: { bindgen, package, npmPackage }.
{
  pkgs,
  craneLib,
  cargo,
  data,
  # See ../crane-arguments.nix.
  argumentsOf,
  # See ../toolchain/choose.nix.
  wasmLinkers,
  # See bindgen-cli.nix.
  bindgenHashes,
}:
let
  moduleOf = import ./module.nix {
    inherit
      pkgs
      craneLib
      cargo
      argumentsOf
      wasmLinkers
      ;
  };
  bindgenOf = import ./bindgen-cli.nix {
    inherit pkgs;
    hashes = bindgenHashes;
  };
  wasmCrates = import ../keep-attributes.nix (_: crate: crate ? wasm) cargo.lockedCrates;
in
builtins.mapAttrs (
  key: crate:
  let
    locked = cargo.lockedClosures.${crate.workspace}.packagesAt cargo.lockedIndices.${key};
    bindgen = bindgenOf (import ./bindgen-version.nix { inherit crate locked; });
    package =
      import ./package.nix
        {
          inherit pkgs;
          inherit (cargo) root;
          tools = data.wasmTools;
        }
        {
          inherit crate bindgen;
          module = moduleOf key;
        };
  in
  {
    inherit bindgen package;
    npmPackage = import ./npm-package.nix {
      inherit pkgs;
      inherit (cargo) root;
    } { inherit crate package; };
  }
) wasmCrates
