# Stands for oxalica/rust-overlay: an overlay of this name. It adds nothing, since only the toolchain of nixpkgs is used.
{
  outputs = _: { overlays.default = _final: _prev: { }; };
}
