# What is made of a crate, unless the crate asks for another compiler than the flake has. A person who chose the compiler
# by a function has decided for all crates.
{
  # `toolchain` of crates.nix.
  data,
  choice,
}:
crate: value:
let
  own = data.others.${crate.dir} or null;
in
if own == null || builtins.isFunction choice then
  value
else
  throw ''
    ${own} asks for another compiler than ${data.file}, and the flake has one for all crates
      remove one of the two, or choose the compiler by `toolchain = pkgs: …` in flake.nix
  ''
