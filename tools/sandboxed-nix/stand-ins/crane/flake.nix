# Stands for ipetkov/crane: `mkLib`, with the functions that the generated flake calls.
{
  outputs = _: { mkLib = import ./mk-lib.nix; };
}
