# Stands for oxalica/rust-overlay: an overlay with `rust-bin`.
{
  outputs = _: {
    overlays.default = final: _: {
      # Contract: one derivation with what a table of a toolchain file asks for; a channel is needed.
      rust-bin.fromRustupToolchain =
        {
          channel,
          profile ? "default",
          components ? [ ],
          targets ? [ ],
        }:
        final.hostToolchain {
          inherit
            channel
            profile
            components
            targets
            ;
        };
    };
  };
}
