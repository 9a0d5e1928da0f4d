import { childPath } from '../repository-path'
import type { EntryKind, SourceTree } from '../source-tree'

/** A root source file that Cargo finds by itself. */
export interface DiscoveredSource {
  readonly name: string
  /** Relative to the crate's directory. */
  readonly path: string
}

/** The files of a crate that Cargo looks for by their place. */
export class CrateSources {
  readonly #tree: SourceTree
  readonly #dir: string
  readonly #lists = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()

  constructor(tree: SourceTree, dir: string) {
    this.#tree = tree
    this.#dir = dir
  }

  /** Whether there is a file (or, as Cargo asks, a directory) at a path relative to the crate. */
  has(path: string): boolean {
    const slash = path.lastIndexOf('/')
    const dir = slash < 0 ? '' : path.slice(0, slash)
    return this.#list(dir)?.has(path.slice(slash + 1)) ?? false
  }

  isFile(path: string): boolean {
    const slash = path.lastIndexOf('/')
    const dir = slash < 0 ? '' : path.slice(0, slash)
    return this.#list(dir)?.get(path.slice(slash + 1)) === 'file'
  }

  /** `src/main.rs`, which is named like the package, and what lies in `src/bin`. */
  binaries(packageName: string): DiscoveredSource[] {
    const main = this.has('src/main.rs') ? [{ name: packageName, path: 'src/main.rs' }] : []
    return [...main, ...this.inDirectory('src/bin')]
  }

  /** `<name>.rs` and `<name>/main.rs` of a directory of the crate. */
  inDirectory(dir: string): DiscoveredSource[] {
    const found: DiscoveredSource[] = []
    for (const [name, kind] of this.#list(dir) ?? []) {
      if (name.startsWith('.')) continue
      const path = `${dir}/${name}`
      if (kind === 'directory') {
        // Cargo does not look into a directory that is a symbolic link.
        if (this.has(`${path}/main.rs`) && !this.#tree.isLink?.(childPath(this.#dir, path))) {
          found.push({ name, path: `${path}/main.rs` })
        }
      } else if (name.endsWith('.rs') && name !== '.rs') {
        found.push({ name: name.slice(0, -3), path })
      }
    }
    return found
  }

  #list(dir: string): ReadonlyMap<string, EntryKind> | undefined {
    const known = this.#lists.get(dir)
    if (known !== undefined || this.#lists.has(dir)) return known
    const entries = dir === '' ? this.#tree.list(this.#dir) : this.#listBelow(dir)
    this.#lists.set(dir, entries)
    return entries
  }

  /** Asking the listing above first spares the disk a question about each directory that is not there. */
  #listBelow(dir: string): ReadonlyMap<string, EntryKind> | undefined {
    const slash = dir.lastIndexOf('/')
    const parent = this.#list(slash < 0 ? '' : dir.slice(0, slash))
    if (parent?.get(dir.slice(slash + 1)) !== 'directory') return undefined
    return this.#tree.list(childPath(this.#dir, dir))
  }
}
