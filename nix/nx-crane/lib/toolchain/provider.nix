# Who provides the compiler: what a person chose, else rust-overlay for what a toolchain file asks for, and without one nixpkgs.
{ choice, hasFile }:
if choice != null then
  choice
else if hasFile then
  "rust-overlay"
else
  "nixpkgs"
