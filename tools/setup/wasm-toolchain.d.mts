/** A rustc that owns the wasm32 target, and the wasm-bindgen CLI of the lock file's version: found, else installed. */
export function prepareWasmToolchain(options: {
  root: string
  fromDistribution: boolean
}): Promise<{ ready: boolean; what: string }>
