# The version of wasm-bindgen among the packages of a crate's pruned lock. Cargo takes one version only into a build.
{ crate, locked }:
let
  found = builtins.filter (package: package.name == "wasm-bindgen") locked;
in
if found == [ ] then
  throw ''
    the crate ${crate.name} does not depend on wasm-bindgen, so no JavaScript can be written for its module
      run `cargo add wasm-bindgen --target 'cfg(target_arch = "wasm32")'` in ${crate.dir}, and export with #[wasm_bindgen]
  ''
else
  (builtins.head found).version
