import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import type { KeyInput } from '../key-input'
import type { Fingerprints } from './fingerprints'

/** The files that fingerprints are made from, and crates by the tasks that compile them. What is wide of a key is not among them. */
export class KeyFiles {
  readonly #fingerprints: Fingerprints
  readonly #libraries = new Map<CrateId, ReadonlySet<string>>()

  constructor(fingerprints: Fingerprints) {
    this.#fingerprints = fingerprints
  }

  /** The task's crate and all that it is compiled with. */
  closure(fingerprint: CrateFingerprint, kind: TaskKind): CrateId[] {
    const { id, workspace, dev } = fingerprint
    const found = new Set([id])
    const isWithDev = fingerprint.kinds[kind]?.dev ?? false
    for (const crate of isWithDev ? (dev?.crates ?? []) : []) found.add(crate)
    for (const crate of found) {
      const library = this.#fingerprints.fingerprints.get(crate)?.libraries[workspace]
      for (const needed of library?.needs.crates ?? []) found.add(needed)
    }
    return [...found]
  }

  /** Of a crate's library, without those that it needs. */
  library(crate: CrateId): ReadonlySet<string> {
    let files = this.#libraries.get(crate)
    if (files === undefined) {
      files = pathsOf(this.#fingerprints.explain(crate, 'build')?.library ?? [])
      this.#libraries.set(crate, files)
    }
    return files
  }

  /** Of a task with all that it is compiled with. */
  *task(fingerprint: CrateFingerprint, kind: TaskKind): Iterable<string> {
    for (const crate of this.closure(fingerprint, kind)) yield* this.library(crate)
    const { library = [], own = [] } = this.#fingerprints.explain(fingerprint.id, kind) ?? {}
    yield* pathsOf([...library, ...own])
  }
}

/** What inputs are about: paths, and for other inputs names that are none. */
export function pathsOf(inputs: readonly KeyInput[]): ReadonlySet<string> {
  return new Set(inputs.map(({ what }) => what.slice(what.indexOf(': ') + 2)))
}
