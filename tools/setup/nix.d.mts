/** Where a Nix of our own is installed. */
export function nixPrefix(): string
/** Nix that is new enough: found on PATH or in our prefix, else installed. `programs` is the directory with its programs. */
export function prepareNix(): Promise<{ ready: boolean; what: string; programs: string }>
/** Why Nix cannot be had here, neither found nor installed; undefined where it can. */
export function nixObstacle(): string | undefined
