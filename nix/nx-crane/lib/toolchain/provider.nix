# Who provides the compiler: what a person chose, else rust-overlay for what a toolchain file asks for, and without one nixpkgs.
{ data, options }:
if options.toolchain != null then
  options.toolchain
else if data.toolchain.file != null then
  "rust-overlay"
else
  "nixpkgs"
