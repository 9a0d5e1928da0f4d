/** `npm`: TypeScript package → npm package of the repository; `wasm`: TypeScript package → the crate whose WebAssembly (or native addon) it uses. */
export type EdgeKind = 'normal' | 'build' | 'dev' | 'wasm' | 'npm'

/** An edge between two projects of the repository; `from` and `to` are manifests (`…/Cargo.toml` or `…/package.json`). */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
}
