/** Builds the Vite plugin, which the example's configuration loads as users do, unless it is newer than its sources. */
export function prepareVitePlugin(root: string): { ready: boolean; what: string }
