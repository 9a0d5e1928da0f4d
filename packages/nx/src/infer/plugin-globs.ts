import { join } from 'node:path'
import { readFileStat, readSealed, type SealedFile, stateDirectory, writeSealed } from '@nx-crane/files'
import { BUILD_ID } from '../build-id'
import { requireFrom } from '../installed-directory'

/** Which files plugins look at, kept between runs: loading one to hear that it has none here takes half a second. */
export class PluginGlobs {
  readonly #root: string
  readonly #file: SealedFile
  readonly #known: Readonly<Record<string, string | null>>
  readonly #used: Record<string, string | null> = {}

  constructor(root: string) {
    this.#root = root
    this.#file = {
      place: { root, path: join(stateDirectory(root), 'plugin-globs.json') },
      meaning: ['plugin globs', BUILD_ID],
    }
    this.#known = readGlobs(this.#file)
  }

  async of(plugin: string, ask: () => Promise<string | null>): Promise<string | null> {
    const key = this.#keyOf(plugin)
    if (key === null) return ask()
    const known = this.#known[key]
    const glob = known === undefined ? await ask() : known
    this.#used[key] = glob
    return glob
  }

  write(): void {
    if (JSON.stringify(this.#used) === JSON.stringify(this.#known)) return
    writeSealed(this.#file, JSON.stringify(this.#used))
  }

  /** Null where nothing tells whether the plugin has changed: one of the repository may consist of many files. */
  #keyOf(plugin: string): string | null {
    try {
      const path = requireFrom(this.#root).resolve(plugin)
      return path.includes('node_modules') ? `${plugin} ${path} ${readFileStat(path).stamp}` : null
    } catch {
      return null
    }
  }
}

function readGlobs(file: SealedFile): Readonly<Record<string, string | null>> {
  const sealed = readSealed(file)
  return sealed ? (JSON.parse(sealed.body.toString()) as Record<string, string | null>) : {}
}
