import { readdirSync, statSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import { type DebugModule, unmappedPath, type WasmDevBuilder } from '@nx-crane/build'
import { MOST_BUILT_BYTES, messageOf, readRegularFile, readRegularText } from '@nx-crane/files'
import { type SourcePlace, SourcePlaces } from './source-places'
import { readableName } from './trap'
import { parseFunctionNames, parseSections, type WasmSections } from './wasm-sections'

/** What is known of the code of a module that pages have. */
export interface ServedModule {
  /** Of a function, as Rust writes it. */
  nameOf(functionIndex: number): string | null
  /** Of the instruction at an offset in the module. Files are absolute where they are on this machine. */
  placesAt(offset: number): SourcePlace[]
  /** The text of a file that it was compiled from; null where that may be another by now. */
  sourceOf(file: string): string | null
  /** Why no places are known. */
  readonly problem: string | null
}

/** The modules of one package that a dev server has built. */
export class ServedModules {
  readonly #builder: Pick<WasmDevBuilder, 'made' | 'debugModule'>
  /** What was asked for last: what has trapped in one page does so in the next. */
  #last: { readonly key: string; readonly module: Promise<ServedModule> } | null = null

  constructor(builder: Pick<WasmDevBuilder, 'made' | 'debugModule'>) {
    this.#builder = builder
  }

  /**
   * Null where the URL leads to none of them. It is compared with what was built; nothing is looked for by what it says.
   */
  at(url: string): Promise<ServedModule> | null {
    const path = url.replace(/[?#].*$/s, '')
    for (const [dir, { stamp, compiledAt }] of this.#builder.made) {
      if (!path.includes(`/${basename(dir)}/`)) continue
      const name = listOrNothing(dir).find((each) => path.endsWith(`/${basename(dir)}/${each}`))
      return name?.endsWith('_bg.wasm') ? this.#read(join(dir, name), { dir, stamp, compiledAt }) : null
    }
    return null
  }

  #read(file: string, made: PackageMade): Promise<ServedModule> {
    const key = `${made.dir} ${made.stamp} ${made.compiledAt}`
    if (this.#last?.key !== key) this.#last = { key, module: this.#describe(file, made) }
    return this.#last.module
  }

  async #describe(file: string, { dir, compiledAt }: PackageMade): Promise<ServedModule> {
    const served = parseSections(readRegularFile(file, { maxBytes: MOST_BUILT_BYTES }))
    const names = parseFunctionNames(served)
    const nameOf = (index: number) => {
      const name = names.get(index)
      return name === undefined ? null : readableName(name)
    }
    const debug = await this.#builder.debugModule(dir)
    const found = findPlaces(served, debug)
    if (found.places === null || debug.status !== 'made') {
      // The next build may bring them.
      this.#last = null
      return { nameOf, placesAt: () => [], sourceOf: () => null, problem: found.problem }
    }
    const { places } = found
    const { prefixes } = debug
    return {
      nameOf,
      placesAt: (offset) =>
        places
          .at(offset - served.code.start)
          .map((place) => ({ ...place, file: unmappedPath(place.file, prefixes) })),
      sourceOf: (path) => readSource(path, { dirs: prefixes.map(([dir]) => dir), compiledAt }),
      problem: null,
    }
  }
}

interface PackageMade {
  readonly dir: string
  readonly stamp: string
  /** Sources that are newer may be others. */
  readonly compiledAt: number
}

type FoundPlaces =
  | { readonly places: SourcePlaces; readonly problem: null }
  | { readonly places: null; readonly problem: string }

/** Rather no places than those of other code. */
function findPlaces(served: WasmSections, debug: DebugModule): FoundPlaces {
  const unknown = (reason: string): FoundPlaces => ({
    places: null,
    problem: `lines are unknown: ${reason}`,
  })
  switch (debug.status) {
    case 'replaced':
      return unknown('another build has replaced the files that this module was made from')
    case 'failed':
      return unknown(debug.log)
    case 'made': {
      try {
        const kept = parseSections(debug.kept)
        if (!isSame(served.code.bytes, kept.code.bytes)) {
          return unknown('with debug information wasm-bindgen produces a different module')
        }
        if (!kept.custom.has('.debug_line')) {
          return unknown('the module has no debug information, because [profile.dev] has debug = false')
        }
        return { places: new SourcePlaces({ compiled: parseSections(debug.compiled), kept }), problem: null }
      } catch (error) {
        return unknown(`the debug information cannot be read: ${messageOf(error)}`)
      }
    }
  }
}

/** Only what the compiler may have read: from the repository, the target directory or cargo's home. */
function readSource(
  file: string,
  { dirs, compiledAt }: { dirs: string[]; compiledAt: number },
): string | null {
  const isBelow = dirs.some((dir) => resolve(file).startsWith(`${dir}${sep}`))
  if (!file.endsWith('.rs') || !isBelow) return null
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size > LARGEST_SOURCE || found.mtimeMs > compiledAt) return null
  return readRegularText(file, { maxBytes: MOST_BUILT_BYTES })
}

function listOrNothing(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch {
    return [] // the oldest packages are removed
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0
}

const LARGEST_SOURCE = 5_000_000
