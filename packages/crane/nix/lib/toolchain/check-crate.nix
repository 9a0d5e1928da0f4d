# What is made of a crate, unless the crate asks for another compiler than the flake has. A person who chose the compiler
# by a function has decided for all crates.
{
  data,
  options,
  crates,
}:
key: value:
let
  inherit (data.toolchain) file others;
  own = others.${crates.${key}.dir} or null;
in
if own == null || builtins.isFunction options.toolchain then
  value
else
  throw ''
    ${own} asks for a different compiler than ${file}; the flake has one compiler for all crates
      remove one of the two, or choose the compiler with `toolchain = pkgs: …` in flake.nix
  ''
