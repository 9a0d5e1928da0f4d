import { childPath, parentDir, resolvePath, type SourceTree } from '@nx-crane/graph'
import { isObject } from '../init/edit-json'
import { parseJsonc } from '../jsonc'

/** A tsconfig with what it extends. */
export interface Tsconfig {
  /** Paths and globs relative to the root; undefined where nothing in the chain says. */
  readonly include: readonly string[] | undefined
  readonly files: readonly string[] | undefined
  readonly exclude: readonly string[] | undefined
  /** Paths of configurations; null for one outside of the repository. */
  readonly references: readonly (string | null)[]
  /** The configuration and those that it extends. */
  readonly chain: readonly string[]
}

/** The tsconfigs of a repository, each read once however many extend it. */
export class CompilerConfigs {
  readonly #tree: SourceTree
  readonly #found = new Map<string, Tsconfig | null>()

  constructor(tree: SourceTree) {
    this.#tree = tree
  }

  /**
   * As TypeScript reads it: lists come from the nearest that has them, references are its own. Null for one that extends a
   * package or itself, and for one that is not there.
   */
  read(file: string): Tsconfig | null {
    const known = this.#found.get(file)
    if (known !== undefined) return known
    this.#found.set(file, null)
    const config = this.#parse(file)
    this.#found.set(file, config)
    return config
  }

  #parse(file: string): Tsconfig | null {
    const text = this.#tree.read(file)
    if (text === undefined) return null
    const { value } = parseJsonc(text)
    const json = isObject(value) ? value : {}
    const bases: Tsconfig[] = []
    for (const name of [json.extends].flat()) {
      if (typeof name !== 'string') continue
      const path = /^\.{1,2}\//.test(name) ? resolvePath(parentDir(file), name) : null
      const base = path === null ? null : this.read(/\.json$/.test(path) ? path : `${path}.json`)
      if (base === null) return null
      bases.unshift(base)
    }
    const own = (key: 'include' | 'files' | 'exclude') => {
      const list = json[key]
      if (!Array.isArray(list)) return bases.find((base) => base[key] !== undefined)?.[key]
      return list.flatMap((path) =>
        typeof path === 'string' ? (resolvePath(parentDir(file), path) ?? []) : [],
      )
    }
    const references = Array.isArray(json.references) ? json.references.filter(isObject) : []
    return {
      include: own('include'),
      files: own('files'),
      exclude: own('exclude'),
      references: references.map(({ path }) => this.#referenced(file, path)),
      chain: [file, ...bases.flatMap(({ chain }) => chain)],
    }
  }

  #referenced(file: string, path: unknown): string | null {
    const resolved = typeof path === 'string' ? resolvePath(parentDir(file), path) : null
    if (resolved === null) return null
    return this.#tree.list(resolved) === undefined ? resolved : childPath(resolved, 'tsconfig.json')
  }
}
