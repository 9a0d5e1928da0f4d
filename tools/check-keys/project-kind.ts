/** `wasm-dependent`: a TypeScript package that reaches a wasm crate, through whatever path. */
export type ProjectKind = 'crate' | 'wasm-dependent' | 'typescript'

export const PROJECT_KINDS: readonly ProjectKind[] = ['crate', 'wasm-dependent', 'typescript']
