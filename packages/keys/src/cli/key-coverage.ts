import { readFileStat, realPlace } from '@nx-crane/files'
import { CargoError, type CrateId, parentDir, type TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import { pathsOf } from './key-files'
import type { ObservedReads } from './record-traces'
import { type KeyedTask, type TaskKeys, type TaskKeysOptions, taskKeys } from './task-keys'

/** A file that a task read and its key does not hold: the key would stay what it is when the file changes. */
export interface UncoveredRead {
  /** Relative to the root. */
  readonly path: string
  /** Whose build script, compilation or test it was. */
  readonly crate: CrateId
}

export interface CoverageOptions extends TaskKeysOptions {
  /** Milliseconds since 1970, before anything was read: what was written later is no input. */
  readonly startedAt: number
}

/**
 * Compares what tasks were seen to read with what their keys hold: the bytes of files of the repository that Git knows and that were
 * there before. Listings of directories and variables are not compared, and neither are manifests, locks and settings of tools,
 * which keys hold by their meaning.
 */
export class KeyCoverage {
  readonly #options: CoverageOptions
  readonly #material: TaskKeys
  readonly #tasks = new Map<string, ReadonlySet<string>>()
  #repository: ReadonlySet<string> | undefined

  constructor(options: CoverageOptions) {
    this.#options = options
    this.#material = taskKeys(options)
  }

  /** @param observations of the whole run; those of crates that the task does not compile are not its own */
  uncovered(task: KeyedTask, observations: readonly ObservedReads[]): UncoveredRead[] {
    const fingerprint = this.#material.fingerprints.fingerprints.get(task.crate)
    if (!fingerprint) return []
    const crates = new Map(
      this.#material.files.closure(fingerprint, task.kind).map((crate) => [parentDir(crate) || '.', crate]),
    )
    const found = new Map<string, UncoveredRead>()
    for (const observation of observations) {
      const crate = crates.get(observation.directory ?? '')
      if (crate === undefined || (crate !== task.crate && !isOfLibrary(observation))) continue
      for (const { path, asked, byGit } of observation.files) {
        if (asked !== 'content' || byGit || found.has(path) || path.startsWith('/')) continue
        if (this.#material.files.library(crate).has(path) || this.#task(fingerprint, task.kind).has(path))
          continue
        const input = this.#inputOf(path, fingerprint, task.kind)
        if (input !== null) found.set(input, { path: input, crate })
      }
    }
    return [...found.values()]
  }

  /** The file that a key has to hold, and this one does not, as Git calls it; null where there is none. */
  #inputOf(path: string, fingerprint: CrateFingerprint, kind: TaskKind): string | null {
    if (HELD_BY_MEANING.test(path)) return null
    const repository = this.#repository ?? new Set(this.#material.fingerprints.repositoryFiles())
    this.#repository = repository
    const real = this.#realPath(path)
    const known = [path, real].find((each) => each !== null && repository.has(each)) ?? null
    if (known === null || (real !== null && this.#task(fingerprint, kind).has(real))) return null
    const { stats } = readFileStat(`${this.#options.root}/${path}`)
    // Times of files have fractions of a millisecond.
    return stats?.isFile() === true && Math.trunc(stats.ctimeMs) <= this.#options.startedAt ? known : null
  }

  #realPath(path: string): string | null {
    const { root } = this.#options
    try {
      const real = realPlace({ root, path })
      return real?.startsWith(`${root}/`) ? real.slice(root.length + 1) : null
    } catch {
      return null
    }
  }

  /** All files in the key of a task. */
  #task(fingerprint: CrateFingerprint, kind: TaskKind): ReadonlySet<string> {
    const name = `${kind} ${fingerprint.id}`
    let files = this.#tasks.get(name)
    if (files === undefined) {
      files = new Set(this.#filesOf(fingerprint, kind))
      this.#tasks.set(name, files)
    }
    return files
  }

  *#filesOf(fingerprint: CrateFingerprint, kind: TaskKind): Iterable<string> {
    yield* this.#material.files.task(fingerprint, kind)
    yield* pathsOf(this.#material.keys.of(fingerprint, kind)?.common.inputs ?? [])
    const config = this.#material.keys.wide.configOf(fingerprint, kind)
    for (const place of this.#material.keys.wide.places(fingerprint, kind))
      if (!place.wide.isDeclared) yield* this.#material.wideValues.files(place, config)
  }
}

/** The same, but where keys cannot be computed nothing is found: whoever asks for them says so. */
export function findCoverage(options: CoverageOptions): KeyCoverage | null {
  try {
    return new KeyCoverage(options)
  } catch (error) {
    if (error instanceof CargoError) return null
    throw error
  }
}

/** Cargo, in a test too, reads those of crates that have nothing to do with it. */
const HELD_BY_MEANING =
  /(?:^|\/)(?:Cargo\.(?:toml|lock)|\.cargo\/config(?:\.toml)?|rust-toolchain(?:\.toml)?|\.?(?:clippy|rustfmt)\.toml|\.git\w+)$/

function isOfLibrary({ role, crateType, isTest }: ObservedReads): boolean {
  return role === 'script' || (role === 'rustc' && !isTest && crateType !== 'bin')
}
