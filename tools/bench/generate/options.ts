export interface GeneratorOptions {
  readonly crates: number
  readonly packages: number
  /** Crates built to WebAssembly, in addition to `crates`. */
  readonly wasm: number
  /** Applications, half of them Rust binaries and half of them TypeScript. */
  readonly apps: number
  readonly seed: number
  /** `mixed`: crates and packages side by side in `packages/`; `split`: crates in `crates/`. */
  readonly layout: 'mixed' | 'split'
}

export const DEFAULT_OPTIONS: GeneratorOptions = {
  crates: 50,
  packages: 50,
  wasm: 6,
  apps: 6,
  seed: 1,
  layout: 'mixed',
}
