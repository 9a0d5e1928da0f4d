# What packages of wasm crates are made with. The programs are the host's.
{
  lib,
  host,
  hostCommands,
}:
final:
let
  # Contract: the program of one release of wasm-bindgen, of a version that can be asked for.
  wasmBindgenCli =
    version:
    hostCommands "wasm-bindgen-cli-${version}" { wasm-bindgen = [ host.wasm.bindgens.${version} ]; } { }
    // {
      inherit version;
    };
  wasmBindgenVersions = builtins.sort (a: b: builtins.compareVersions a b < 0) (
    builtins.attrNames host.wasm.bindgens
  );
  # Contract: the newest by one name, others by names with their versions.
  wasmBindgenPackages =
    builtins.listToAttrs (
      map (version: {
        name = "wasm-bindgen-cli_${builtins.replaceStrings [ "." ] [ "_" ] version}";
        value = wasmBindgenCli version;
      }) wasmBindgenVersions
    )
    // (
      if wasmBindgenVersions == [ ] then
        { }
      else
        {
          wasm-bindgen-cli = wasmBindgenCli (lib.last wasmBindgenVersions);
        }
    );
in
wasmBindgenPackages
// {
  binaryen = hostCommands "binaryen" { wasm-opt = host.wasm.optimizer; } { };

  # Contract: builds the program from its source. Only evaluated.
  buildWasmBindgenCli =
    {
      version,
      src,
      cargoDeps,
    }:
    final.runCommand "wasm-bindgen-cli-${version}" { inherit src cargoDeps; } "exit 1" // { inherit version; };
}
