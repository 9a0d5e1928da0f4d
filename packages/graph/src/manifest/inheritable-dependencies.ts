import { type DependencySpecification, dependencySpecification } from './dependency-specification'
import type { Manifest } from './manifest'
import { entryOf, type TomlTable, tableOf } from './toml-table'

/** `[workspace.dependencies]` of a root manifest, each entry read once however many crates inherit it. */
export class InheritableDependencies {
  readonly file: string
  readonly #dir: string
  readonly #table: TomlTable | undefined
  readonly #found = new Map<string, DependencySpecification | undefined>()

  constructor(root: Manifest) {
    this.file = root.path
    this.#dir = root.dir
    this.#table = tableOf(root.workspace, 'dependencies')
  }

  find(key: string): DependencySpecification | undefined {
    const known = this.#found.get(key)
    if (known !== undefined || this.#found.has(key)) return known
    const value = entryOf(this.#table, key)
    const specification = value === undefined ? undefined : dependencySpecification(key, value, this.#dir)
    this.#found.set(key, specification)
    return specification
  }
}
