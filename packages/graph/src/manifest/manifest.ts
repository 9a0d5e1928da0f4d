import type { Fault, Faults } from '../faults'
import { baseName, isWithin, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { unreadableFault } from '../unreadable-files'
import { parseManifest } from './parse-manifest'
import { parseSubmodules } from './submodules'
import { type TomlTable, tableOf } from './toml-table'

/** A `Cargo.toml` that was read. */
export interface Manifest {
  readonly path: string
  readonly dir: string
  readonly text: string
  readonly toml: TomlTable
  /** `[package]`, or `[project]` as it was once called. */
  readonly package: TomlTable | undefined
  readonly workspace: TomlTable | undefined
}

/** The manifests of a repository, each read and parsed at most once. */
export class Manifests {
  readonly #tree: SourceTree
  readonly #faults: Faults
  #submodules: readonly string[] | undefined
  readonly #loaded = new Map<string, Manifest | null | undefined>()

  constructor(tree: SourceTree, faults: Faults) {
    this.#tree = tree
    this.#faults = faults
  }

  /** Undefined when there is no such file, null when it is broken (which is then among the faults). */
  load(path: string): Manifest | null | undefined {
    const known = this.#loaded.get(path)
    if (known !== undefined || this.#loaded.has(path)) return known
    const manifest = this.#read(path)
    this.#loaded.set(path, manifest)
    return manifest
  }

  /** The submodule of Git in which a path lies that is not checked out, by its own path; null when there is none. */
  missingSubmodule(path: string): string | null {
    this.#submodules ??= parseSubmodules(this.#tree.read('.gitmodules') ?? '').map(({ path: dir }) => dir)
    const isMissing = (dir: string) => isWithin(dir, path) && (this.#tree.list(dir)?.size ?? 0) === 0
    return this.#submodules.find(isMissing) ?? null
  }

  /** How many paths were asked for. */
  get size(): number {
    return this.#loaded.size
  }

  /** Every manifest that was loaded and is sound. */
  all(): Manifest[] {
    return [...this.#loaded.values()].filter((manifest) => manifest !== null && manifest !== undefined)
  }

  /** Of something that is there and is no text; null where nothing is. */
  #faultOfEntry(path: string): Fault | null {
    const kind = this.#tree.list(parentDir(path))?.get(baseName(path))
    if (kind === undefined) return null
    return kind === 'file'
      ? {
          code: 'NOT_UTF8',
          message: 'it is not UTF-8 text',
          hint: 'save it as UTF-8: Cargo reads nothing else',
        }
      : {
          code: 'NOT_A_FILE',
          message: `it is ${kind === 'directory' ? 'a directory' : 'not a file'}`,
          hint: 'replace it with a manifest, or remove it',
        }
  }

  #read(path: string): Manifest | null | undefined {
    const text = this.#tree.read(path)
    if (text === undefined) {
      const fault = unreadableFault(this.#tree, path) ?? this.#faultOfEntry(path)
      if (fault === null) return undefined
      this.#faults.addAt(path, null, fault)
      return null
    }
    const parsed = parseManifest(text)
    if ('fault' in parsed) {
      this.#faults.addAt(path, parsed.fault.line, parsed.fault)
      return null
    }
    const { toml } = parsed
    return {
      path,
      dir: parentDir(path),
      text,
      toml,
      package: tableOf(toml, 'package') ?? tableOf(toml, 'project'),
      workspace: tableOf(toml, 'workspace'),
    }
  }
}
