/** Where nx-crane keeps what it installs for itself: outside the repository, shared by all clones. */
export function cacheDirectory(): string
