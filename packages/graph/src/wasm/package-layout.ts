import { GLUES, glueNamed, WASM_GLUES, type WasmGlue } from './wasm-glue'

/** One copy of the glue: `dir` as whoever holds it says, relative to the crate or to the package. */
export interface GluePlace {
  readonly glue: WasmGlue
  readonly dir: string
}

export function directoryOfGlue(glue: WasmGlue): string {
  return GLUES[glue].directory
}

/**
 * The glue that the name of a directory tells: the last of its parts that says anything.
 *
 * @example glueOfDirectory('dist/pkg-browser') // → 'web'
 */
export function glueOfDirectory(dir: string): WasmGlue | null {
  for (const part of dir.split('/').reverse()) {
    const named = glueNamed(part)
    if (named) return named
    const word = part
      .toLowerCase()
      .split(/[^a-z]+/)
      .find((each) => GLUE_WORDS.has(each))
    if (word !== undefined) return GLUE_WORDS.get(word) ?? null
  }
  return null
}

const GLUE_WORDS: ReadonlyMap<string, WasmGlue> = new Map(
  WASM_GLUES.flatMap((glue) => GLUES[glue].words.map((word) => [word, glue] as const)),
)

/** The files that wasm-bindgen writes for a glue, without the snippets of crates that bring some. */
export function moduleFiles(glue: WasmGlue, outName: string): string[] {
  const endings = ['.js', '.d.ts', '_bg.wasm', '_bg.wasm.d.ts', ...GLUES[glue].endings]
  return endings.map((ending) => `${outName}${ending}`)
}
