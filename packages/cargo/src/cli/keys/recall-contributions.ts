import { CargoError } from '../../cargo-error'
import type { Crate, CrateId } from '../../crate'
import { effectsOf } from '../../key/crate-entries'
import type { CrateEntry, KindEntry, LibraryEntry } from '../../key/crate-entry'
import { digestInputs } from '../../key/key-input'
import type { DirectoryProbe, FileProbe, Foundation, KeyState, KnownCrate } from '../../key/key-state'
import { ManifestTables } from '../../key/manifest-tables'
import { OwnInputs } from '../../key/own-inputs'
import type { ReadSourceFiles } from '../../key/read-source-files'
import { readSourceTree } from '../../read-source-tree'
import { stillAnswers } from '../../recorded-tree'
import { parentDir } from '../../repository-path'
import type { SourceTree } from '../../source-tree'
import type { TaskKind } from '../../target-kinds'
import { ConsultedEnvironment } from './consulted-environment'
import type { Contributions } from './contributions'
import { CrateListings } from './crate-listings'
import { DiskStamps } from './disk-stamps'
import { digestListing, Probes } from './probes'

export interface RecallRequest {
  readonly root: string
  /** The crates that are asked for, with the kinds of tasks. */
  readonly kinds: ReadonlyMap<CrateId, readonly TaskKind[]>
  readonly environment: NodeJS.ProcessEnv
  /** The disk, with a memory of it where that is worth loading: about so many files will be asked for. */
  files(expected: number): ReadSourceFiles
}

/**
 * What crates contribute, as it was kept, with the crates looked at anew of which a file has changed. Undefined when more
 * has changed than that: a manifest, a lock, the environment, which files there are, what a crate is to its dependents.
 */
export function recallContributions(state: KeyState, request: RecallRequest): Contributions | undefined {
  const { root } = request
  const environment = new ConsultedEnvironment(request.environment, state.variables)
  if (environment.digest !== state.environment) return undefined
  const known = new Map(state.crates.map((each) => [each.entry.id, each]))
  if (!covers(known, request.kinds)) return undefined
  const stamps = new DiskStamps(root)
  const tree = readSourceTree(root)
  if (!stillAnswers(tree, root, state.structure.answers, (path) => stamps.of(path))) return undefined
  const changed = changedProbes(state, stamps, () => request.files(0))
  const isChanged = ({ files, directories }: KnownCrate) =>
    files.some((file) => changed.files.has(file)) || directories.some((dir) => changed.directories.has(dir))
  const stale = indicesOf(state.crates, isChanged)
  const staleCrates = [...stale].flatMap((index) => state.crates[index] ?? [])
  const disk = () => request.files(staleCrates.reduce((sum, { files }) => sum + files.length, 0))
  const renewed = stale.size === 0 ? state : renew(state, { stale, changed, tree, environment, disk: disk() })
  if (renewed === undefined) return undefined
  return {
    tree,
    workspaces: state.structure.workspaces,
    entries: new Map(renewed.crates.map(({ entry }) => [entry.id, entry])),
    crates: renewed.crates.map(({ entry }) => entry.id),
    errorOf: () => undefined,
    explain: () => undefined,
    foundation: () => renewed,
    known: knownKeys(state, withDependents(state, staleCrates)),
  }
}

function knownKeys(state: KeyState, changed: ReadonlySet<CrateId>): NonNullable<Contributions['known']> {
  const crates = new Map(state.crates.map((known) => [known.entry.id, known]))
  return (id) => (changed.has(id) ? undefined : crates.get(id))
}

function withDependents({ crates }: KeyState, changed: readonly KnownCrate[]): ReadonlySet<CrateId> {
  const dependents = new Map<CrateId, CrateId[]>()
  for (const { entry } of changed.length === 0 ? [] : crates) {
    for (const need of neededBy(entry)) {
      const others = dependents.get(need)
      if (others) others.push(entry.id)
      else dependents.set(need, [entry.id])
    }
  }
  const found = new Set<CrateId>()
  const queue = changed.map(({ entry }) => entry.id)
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue
    found.add(next)
    queue.push(...(dependents.get(next) ?? []))
  }
  return found
}

function neededBy({ libraries, dev }: CrateEntry): CrateId[] {
  return [...Object.values(libraries).flatMap((library) => library.needs.crates), ...(dev?.crates ?? [])]
}

function covers(
  known: ReadonlyMap<CrateId, KnownCrate>,
  kinds: ReadonlyMap<CrateId, readonly TaskKind[]>,
): boolean {
  return [...kinds].every(([id, wanted]) => {
    const entry = known.get(id)?.entry
    return entry !== undefined && wanted.every((kind) => entry.kinds[kind] !== undefined)
  })
}

interface Changed {
  readonly files: ReadonlySet<number>
  readonly directories: ReadonlySet<number>
}

function changedProbes(
  { files, directories }: KeyState,
  stamps: DiskStamps,
  readDisk: () => ReadSourceFiles,
): Changed {
  const disk = lazily(readDisk)
  const isOther = ([path, stamp]: FileProbe | DirectoryProbe) => stamp === null || stamps.of(path) !== stamp
  const holdsOther = ([path, , listing]: DirectoryProbe) => {
    try {
      return digestListing(disk().list(path)) !== listing
    } catch {
      return true
    }
  }
  return {
    files: indicesOf(files, isOther),
    // Editors that write a file anew and rename it touch the directory, and leave in it what was there.
    directories: indicesOf(directories, (probe) => isOther(probe) && holdsOther(probe)),
  }
}

interface Renewal {
  /** Indices of the crates. */
  readonly stale: ReadonlySet<number>
  readonly changed: Changed
  readonly tree: SourceTree
  readonly environment: ConsultedEnvironment
  readonly disk: ReadSourceFiles
}

function renew(state: KeyState, renewal: Renewal): Foundation | undefined {
  const { stale, changed, tree, environment, disk } = renewal
  const listings = new CrateListings(
    disk,
    tree,
    state.crates.map(({ entry }) => parentDir(entry.id)),
  )
  const own = new OwnInputs({
    tree,
    tables: new ManifestTables(tree),
    environment: environment.variables,
    listing: (crate) => listings.of(crate),
  })
  const probes = new Probes(disk, state)
  const anew = new Set([
    ...pathsOf(state.files, changed.files),
    ...pathsOf(state.directories, changed.directories),
  ])
  const entries = new Map(state.crates.map(({ entry }) => [entry.id, entry]))
  const renewed = new Map<CrateId, Foundation['crates'][number]>()
  try {
    for (const index of stale) {
      const before = state.crates[index]?.entry
      const record = state.structure.records[index]
      if (!before || !record) return undefined
      const entry = renewEntry(before, JSON.parse(record()) as Crate, { own, entries })
      if (!entry) return undefined
      const { files } = listings.of({ dir: parentDir(entry.id) })
      renewed.set(entry.id, { entry, ...probes.add(files, anew) })
    }
  } catch (error) {
    if (error instanceof CargoError) return undefined
    throw error
  }
  return {
    ...state,
    variables: environment.names,
    environment: environment.digest,
    files: probes.files,
    directories: probes.directories,
    crates: state.crates.map((known) => renewed.get(known.entry.id) ?? known),
  }
}

/** Undefined when the crate is now something else to those that use it. */
function renewEntry(
  entry: CrateEntry,
  crate: Crate,
  { own, entries }: { own: OwnInputs; entries: ReadonlyMap<CrateId, CrateEntry> },
): CrateEntry | undefined {
  const libraries: Record<string, LibraryEntry> = {}
  const effectsIn = (workspace: string, needed: readonly CrateId[]) =>
    effectsOf(needed.flatMap((id) => entries.get(id)?.libraries[workspace] ?? []))
  for (const [workspace, before] of Object.entries(entry.libraries)) {
    const { inputs, hasScript, macroFields, readsFreely } = own.library(
      crate,
      effectsIn(workspace, before.needs.crates),
    )
    const native = before.needs.native || hasScript
    const isSame =
      native === before.native &&
      readsFreely === before.readsFreely &&
      macroFields.join() === before.macroFields.join()
    if (!isSame) return undefined
    libraries[workspace] = { ...before, own: digestInputs(inputs) }
  }
  const kinds: Partial<Record<TaskKind, KindEntry>> = {}
  const effects = effectsIn(entry.workspace, entry.libraries[entry.workspace]?.needs.crates ?? [])
  for (const [kind, before] of Object.entries(entry.kinds) as [TaskKind, KindEntry][]) {
    kinds[kind] = { ...before, own: digestInputs(own.kind(crate, kind, effects)) }
  }
  return { ...entry, libraries, kinds }
}

function indicesOf<T>(list: readonly T[], wanted: (item: T) => boolean): Set<number> {
  const found = new Set<number>()
  for (const [index, item] of list.entries()) if (wanted(item)) found.add(index)
  return found
}

function pathsOf(
  list: readonly (readonly [path: string, ...unknown[]])[],
  indices: ReadonlySet<number>,
): string[] {
  return [...indices].map((index) => list[index]?.[0] ?? '')
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
