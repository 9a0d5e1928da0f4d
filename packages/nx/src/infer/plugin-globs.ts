import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { replaceFile, stateDirectory } from '@nx-crane/files'

/** Which files plugins look at, kept between runs: loading one to hear that it has none here takes half a second. */
export class PluginGlobs {
  readonly #root: string
  readonly #file: string
  readonly #known: Readonly<Record<string, string | null>>
  readonly #used: Record<string, string | null> = {}

  constructor(root: string) {
    this.#root = root
    this.#file = join(root, stateDirectory(root), 'plugin-globs.json')
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
    try {
      replaceFile({ root: this.#root, path: this.#file }, JSON.stringify(this.#used))
    } catch {
      // A disk that cannot be written to: the next run asks again.
    }
  }

  /** Null where nothing tells whether the plugin has changed: one of the repository may consist of many files. */
  #keyOf(plugin: string): string | null {
    try {
      const path = createRequire(join(this.#root, 'package.json')).resolve(plugin)
      const { mtimeMs, size } = statSync(path)
      return path.includes('node_modules') ? `${plugin} ${path} ${mtimeMs} ${size}` : null
    } catch {
      return null
    }
  }
}

function readGlobs(file: string): Readonly<Record<string, string | null>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | null>
  } catch {
    return {}
  }
}
