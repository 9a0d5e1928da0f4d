/** The arguments by which each program of Nix has what flakes and the new command line need, where nix.conf does not say so. */
export const EXPERIMENTAL_FEATURES = [
  '--extra-experimental-features',
  'nix-command flakes fetch-tree',
] as const
