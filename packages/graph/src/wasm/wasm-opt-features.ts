/**
 * The flags that let wasm-opt read (and write no more than) what rustc may have used, from `rustc --print cfg`.
 * Not `--all-features`: wasm-opt would then also write what engines do not know yet.
 */
export function wasmOptFeatureFlags(rustcCfg: string): string[] {
  const features = [...rustcCfg.matchAll(/^target_feature="([^"]+)"$/gm)].map((match) => match[1] ?? '')
  const flags = [
    ...WASM_OPT_FEATURES.always,
    ...features.flatMap((feature) => WASM_OPT_FEATURES.byFeature.get(feature) ?? []),
  ]
  return [...new Set(flags)].sort()
}

/** The flags of wasm-opt by the feature of rustc that they stand for. */
export const WASM_OPT_FEATURES: {
  readonly always: readonly string[]
  readonly byFeature: ReadonlyMap<string, string>
} = {
  // wasm-bindgen writes these by itself where the compiler's features allow it.
  always: ['--enable-multivalue', '--enable-mutable-globals', '--enable-reference-types'],
  byFeature: new Map([
    ['atomics', '--enable-threads'],
    ['bulk-memory', '--enable-bulk-memory'],
    ['exception-handling', '--enable-exception-handling'],
    ['extended-const', '--enable-extended-const'],
    ['multivalue', '--enable-multivalue'],
    ['mutable-globals', '--enable-mutable-globals'],
    ['nontrapping-fptoint', '--enable-nontrapping-float-to-int'],
    ['reference-types', '--enable-reference-types'],
    ['relaxed-simd', '--enable-relaxed-simd'],
    ['sign-ext', '--enable-sign-ext'],
    ['simd128', '--enable-simd'],
    ['tail-call', '--enable-tail-call'],
  ]),
}
