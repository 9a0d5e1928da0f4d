/** Where a Nix of our own is installed. */
export function nixPrefix(): string
/** Nix, for the check of our store paths against it: found on PATH or in our prefix, else installed. */
export function prepareNix(): Promise<{ ready: boolean; what: string }>
