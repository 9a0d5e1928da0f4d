/**
 * Crate → crate: `normal`, `build`, `dev`. TypeScript package → another of the repository: `npm`. TypeScript package →
 * crate: `wasm` where it loads the crate as WebAssembly, `addon` where as a native addon, `script` where one of its scripts
 * builds the crate (that script needs nothing built before it). Crate → the project whose files its build reads without
 * depending on it: `reads`.
 */
export type EdgeKind = 'normal' | 'build' | 'dev' | 'wasm' | 'addon' | 'script' | 'npm' | 'reads'

/** An edge between two projects of the repository; `from` and `to` are manifests (`…/Cargo.toml` or `…/package.json`). */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
}

/** Whether an edge leads from a TypeScript package to a crate. */
export function leadsToCrate({ kind }: Pick<Edge, 'kind'>): boolean {
  return kind === 'wasm' || kind === 'addon' || kind === 'script'
}
