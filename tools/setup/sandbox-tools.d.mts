/** What the stand-in for nixpkgs has as its C compiler. */
export const COMPILERS: readonly string[]
/** The programs of this machine that builds in Nix's sandbox use where the network has no nixpkgs, besides Rust's. */
export const SANDBOX_TOOLS: readonly string[]
/** Finds them, and installs them where that may be done. Elsewhere than on Linux they are not used. */
export function prepareSandboxTools(): { ready: boolean; what: string }
