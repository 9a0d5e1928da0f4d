# Stands for NixOS/nixpkgs: a flake that can also be imported as a function.
{
  outputs = _: { lib = import ./lib; };
}
