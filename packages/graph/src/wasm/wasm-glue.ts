interface GlueTraits {
  /** Where it goes in a package that is made for several. */
  readonly directory: string
  /** Words that tell it, in the name of a directory. */
  readonly words: readonly string[]
  /** How Node, tsc and bundlers must take its `.js` files. */
  readonly module: 'module' | 'commonjs'
  /** What wasm-bindgen writes for it alone, after the name of the module. */
  readonly endings: readonly string[]
  /** Whether Node imports it: then it is the package's `node` export. */
  readonly isForNode: boolean
  /** Whether wasm-bindgen has a switch of this name too, an older spelling of `--target`. */
  readonly isSwitch: boolean
}

/**
 * The kinds of JavaScript that wasm-bindgen writes around a module, as its `--target` spells them. All that differs between
 * them stands here; the schema of the executor `wasm` is compared with it by a test.
 */
export const GLUES = {
  bundler: {
    directory: 'bundler',
    words: ['bundler', 'bundle', 'webpack', 'esm'],
    module: 'module',
    endings: ['_bg.js'],
    isForNode: false,
    isSwitch: false,
  },
  nodejs: {
    directory: 'node',
    words: ['node', 'nodejs', 'cjs', 'commonjs'],
    module: 'commonjs',
    endings: [],
    isForNode: true,
    isSwitch: true,
  },
  web: {
    directory: 'web',
    words: ['web', 'browser'],
    module: 'module',
    endings: [],
    isForNode: false,
    isSwitch: true,
  },
  deno: {
    directory: 'deno',
    words: ['deno'],
    module: 'module',
    endings: [],
    isForNode: false,
    isSwitch: true,
  },
  'no-modules': {
    directory: 'no-modules',
    words: [],
    module: 'commonjs',
    endings: [],
    isForNode: false,
    isSwitch: true,
  },
  'experimental-nodejs-module': {
    directory: 'experimental-nodejs-module',
    words: [],
    module: 'module',
    endings: [],
    isForNode: true,
    isSwitch: false,
  },
} as const satisfies Readonly<Record<string, GlueTraits>>

export type WasmGlue = keyof typeof GLUES

export const WASM_GLUES = Object.keys(GLUES) as WasmGlue[]

/** A glue by the name that wasm-bindgen has for it; undefined for any other name. */
export function glueNamed(name: unknown): WasmGlue | undefined {
  return WASM_GLUES.find((glue) => glue === name)
}
