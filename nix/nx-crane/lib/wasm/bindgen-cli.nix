# The wasm-bindgen program of a version: that of the lock, since a module and its glue agree on a format that changes with
# every release.
{ pkgs, options }:
version:
let
  # version → { hash, cargoHash }, for those that nixpkgs does not have
  hashes = options.wasmBindgenHashes;
  nameOf = version: "wasm-bindgen-cli_${builtins.replaceStrings [ "." ] [ "_" ] version}";
  # A name that nixpkgs has dropped may still be there and throw.
  versionOf =
    name:
    let
      tried = builtins.tryEval pkgs.${name}.version;
    in
    if pkgs ? ${name} && tried.success then tried.value else null;
  ofNixpkgs = builtins.filter (name: versionOf name == version) [
    (nameOf version)
    "wasm-bindgen-cli"
  ];
  built =
    { hash, cargoHash }:
    let
      src = pkgs.fetchCrate {
        pname = "wasm-bindgen-cli";
        inherit version hash;
      };
    in
    pkgs.buildWasmBindgenCli {
      inherit version src;
      cargoDeps = pkgs.rustPlatform.fetchCargoVendor {
        pname = "wasm-bindgen-cli";
        inherit version src;
        hash = cargoHash;
      };
    };
  names = builtins.filter (name: builtins.match "wasm-bindgen-cli(_[0-9_]+)?" name != null) (
    builtins.attrNames pkgs
  );
  there = builtins.attrNames (
    builtins.groupBy (version: version) (
      builtins.filter (version: version != null) (map versionOf names)
    )
  );
  choice =
    if there == [ ] then "of no version" else "of ${builtins.concatStringsSep ", " there}";
in
if hashes ? ${version} then
  built hashes.${version}
else if ofNixpkgs != [ ] then
  pkgs.${builtins.head ofNixpkgs}
else
  throw ''
    Cargo.lock has wasm-bindgen ${version}, but nixpkgs has the wasm-bindgen program ${choice}: the two versions must match
      run `nix flake update nixpkgs` for newer programs, or `cargo update -p wasm-bindgen --precise VERSION` for one of these,
      or write the hashes of this one into flake.nix; Nix says what they are where they are empty:
        wasmBindgenHashes."${version}" = { hash = ""; cargoHash = ""; };
  ''
