/**
 * `npm`: TypeScript package → npm package of the repository; `wasm`: TypeScript package → the crate whose WebAssembly (or
 * native addon) it uses; `reads`: crate → the project whose files its build reads without depending on it.
 */
export type EdgeKind = 'normal' | 'build' | 'dev' | 'wasm' | 'npm' | 'reads'

/** An edge between two projects of the repository; `from` and `to` are manifests (`…/Cargo.toml` or `…/package.json`). */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
}
