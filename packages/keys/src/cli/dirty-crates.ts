import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint, LibraryFingerprint } from '../crate-fingerprint'
import { canonicalJson } from '../key-input'
import type { CrateSnapshot, KeySnapshot } from '../key-snapshot'

export interface KnownBefore {
  /** What an earlier run saw; undefined where there was none, or what it saw says nothing any more. */
  readonly past: KeySnapshot | undefined
  /** The numbers of its observations that do not hold any more. */
  readonly changed: ReadonlySet<number>
  /** The kinds of tasks that are asked for. */
  readonly kinds: ReadonlyMap<CrateId, readonly TaskKind[]>
}

/** The crates that have to be looked at anew: what was seen of them has changed, or they were never seen. */
export class DirtyCrates {
  readonly #past: ReadonlyMap<CrateId, CrateSnapshot>
  readonly #dirty: Set<CrateId>
  #moved: ReadonlySet<CrateId> = new Set()
  #reached: ReadonlySet<CrateId> | undefined

  constructor(crates: readonly CrateId[], { past, changed, kinds }: KnownBefore) {
    this.#past = new Map(past?.crates.map((each) => [each.fingerprint.id, each]))
    this.#dirty = new Set(
      crates.filter((id) => {
        const before = this.#past.get(id)
        if (before === undefined || before.observed.some((number) => changed.has(number))) return true
        return kinds.get(id)?.some((kind) => before.fingerprint.kinds[kind] === undefined) ?? false
      }),
    )
  }

  get ids(): Iterable<CrateId> {
    return this.#dirty
  }

  has(id: CrateId): boolean {
    return this.#dirty.has(id)
  }

  /** What an earlier run knew of a crate, dirty or not. */
  past(id: CrateId): CrateSnapshot | undefined {
    return this.#past.get(id)
  }

  /** About how many files will be asked for. */
  get expectedFiles(): number {
    if (this.#past.size === 0) return Number.POSITIVE_INFINITY
    let count = 0
    for (const id of this.#dirty) count += this.#past.get(id)?.observed.length ?? MANY_FILES
    return count
  }

  /**
   * Makes those dirty as well that compile against a crate which is now something else to them, as its fingerprint says.
   * Gives whether there are any.
   */
  widen(fingerprints: ReadonlyMap<CrateId, CrateFingerprint>): boolean {
    if (this.#past.size === 0) return false
    const others = [...this.#dirty].filter(
      (id) => !isSameToOthers(this.#past.get(id)?.fingerprint, fingerprints.get(id)),
    )
    this.#moved = this.#dependents(others)
    for (const id of this.#moved) this.#dirty.add(id)
    return this.#moved.size > 0
  }

  /** Whether a crate that it needs is something else than before. */
  isMoved(id: CrateId): boolean {
    return this.#moved.has(id)
  }

  /** Whether the crate is dirty or needs one that is. */
  reaches(id: CrateId): boolean {
    this.#reached ??= this.#dependents(this.#dirty)
    return this.#dirty.has(id) || this.#reached.has(id)
  }

  /** All crates that need one of these, directly or not. */
  #dependents(crates: Iterable<CrateId>): ReadonlySet<CrateId> {
    const queue = [...crates]
    const found = new Set<CrateId>()
    if (queue.length === 0) return found
    const dependents = new Map<CrateId, CrateId[]>()
    for (const { fingerprint } of this.#past.values()) {
      for (const need of neededBy(fingerprint)) {
        const known = dependents.get(need)
        if (known) known.push(fingerprint.id)
        else dependents.set(need, [fingerprint.id])
      }
    }
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const id of dependents.get(next) ?? []) {
        if (found.has(id)) continue
        found.add(id)
        queue.push(id)
      }
    }
    return found
  }
}

/** What a crate of which nothing is known may come to. */
const MANY_FILES = 50

function neededBy({ libraries, dev }: CrateFingerprint): CrateId[] {
  return [...Object.values(libraries).flatMap((library) => library.needs.crates), ...(dev?.crates ?? [])]
}

/** Whether a crate does the same to those that compile against it, beyond what its digest says. */
function isSameToOthers(before: CrateFingerprint | undefined, now: CrateFingerprint | undefined): boolean {
  if (!before || !now) return false
  return Object.entries(before.libraries).every(([workspace, library]) => {
    const other = now.libraries[workspace]
    return other !== undefined && haveSameTraits(library, other)
  })
}

function haveSameTraits(a: LibraryFingerprint, b: LibraryFingerprint): boolean {
  return (
    a.native === b.native && a.foreign === b.foreign && canonicalJson(a.effects) === canonicalJson(b.effects)
  )
}
