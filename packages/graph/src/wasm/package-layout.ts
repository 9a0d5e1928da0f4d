/** The kinds of JavaScript that wasm-bindgen writes around a module, as its `--target` spells them. */
export const WASM_GLUES = [
  'bundler',
  'nodejs',
  'web',
  'deno',
  'no-modules',
  'experimental-nodejs-module',
] as const
export type WasmGlue = (typeof WASM_GLUES)[number]

/** One copy of the glue: `dir` as whoever holds it says, relative to the crate or to the package. */
export interface GluePlace {
  readonly glue: WasmGlue
  readonly dir: string
}

export function directoryOfGlue(glue: WasmGlue): string {
  return glue === 'nodejs' ? 'node' : glue
}

/**
 * The glue that the name of a directory tells: the last of its parts that says anything.
 *
 * @example glueOfDirectory('dist/pkg-browser') // → 'web'
 */
export function glueOfDirectory(dir: string): WasmGlue | null {
  for (const part of dir.split('/').reverse()) {
    const named = WASM_GLUES.find((glue) => glue === part)
    if (named) return named
    const word = part
      .toLowerCase()
      .split(/[^a-z]+/)
      .find((each) => GLUE_WORDS.has(each))
    if (word !== undefined) return GLUE_WORDS.get(word) ?? null
  }
  return null
}

const GLUE_WORDS: ReadonlyMap<string, WasmGlue> = new Map([
  ...['bundler', 'bundle', 'webpack', 'esm'].map((word) => [word, 'bundler'] as const),
  ...['node', 'nodejs', 'cjs', 'commonjs'].map((word) => [word, 'nodejs'] as const),
  ...['web', 'browser'].map((word) => [word, 'web'] as const),
  ['deno', 'deno'],
])

/** How Node, tsc and bundlers must take the `.js` files of a glue. */
export function moduleKind(glue: WasmGlue): 'module' | 'commonjs' {
  return glue === 'nodejs' || glue === 'no-modules' ? 'commonjs' : 'module'
}

/** The files that wasm-bindgen writes for a glue, without the snippets of crates that bring some. */
export function moduleFiles(glue: WasmGlue, outName: string): string[] {
  const common = [`${outName}.js`, `${outName}.d.ts`, `${outName}_bg.wasm`, `${outName}_bg.wasm.d.ts`]
  return glue === 'bundler' ? [...common, `${outName}_bg.js`] : common
}
