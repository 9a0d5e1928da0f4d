import { buildCrateGraph } from '../../build-crate-graph'
import { CargoError } from '../../cargo-error'
import type { Crate, CrateId } from '../../crate'
import type { CrateGraph } from '../../crate-graph'
import { findManifests } from '../../find-manifests'
import { CrateEntries } from '../../key/crate-entries'
import type { CrateEntry, KindEntry } from '../../key/crate-entry'
import type { Foundation } from '../../key/key-state'
import { LockedDigests } from '../../key/locked-digests'
import { ManifestTables } from '../../key/manifest-tables'
import { OwnInputs } from '../../key/own-inputs'
import type { ReadSourceFiles } from '../../key/read-source-files'
import { parseLock } from '../../lock/parse-lock'
import { readSourceTree } from '../../read-source-tree'
import { RecordedTree } from '../../recorded-tree'
import type { SourceTree } from '../../source-tree'
import { type TaskKind, taskKindsOf } from '../../target-kinds'
import type { ConsultedEnvironment } from './consulted-environment'
import type { Contributions } from './contributions'
import { CrateListings } from './crate-listings'
import { Probes } from './probes'

export interface ContributionsRequest {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where to look for crates; everywhere when left out. */
  readonly manifests?: readonly string[]
  /** The crates that are asked for, with further kinds than those every crate has. */
  readonly kinds: ReadonlyMap<CrateId, readonly TaskKind[]>
  /** Whether to look at all crates there are, for the runs to come. */
  readonly all: boolean
  readonly files: ReadSourceFiles
  readonly environment: ConsultedEnvironment
}

/** Looks at the repository anew. */
export function computeContributions(request: ContributionsRequest): Contributions {
  const { root, files, environment } = request
  const tree = new RecordedTree(readSourceTree(root, (path) => files.listPlain(path)))
  const manifests = [...(request.manifests ?? findManifests(tree).cargo)].sort()
  const graph = buildCrateGraph(tree, manifests)
  const listings = new CrateListings(
    files,
    tree,
    graph.crates.map((crate) => crate.dir),
  )
  const own = new OwnInputs({
    tree,
    tables: new ManifestTables(tree),
    environment: environment.variables,
    listing: (crate) => listings.of(crate),
  })
  const entries = new CrateEntries(own, { graph, locked: lockReader(graph, tree) })
  const looked = lookAt(graph, entries, request)
  return {
    tree,
    workspaces: graph.workspaces,
    entries: looked.entries,
    crates: graph.crates.map((crate) => crate.id),
    errorOf: (id, kind) => (graph.crate(id) ? looked.errors.get(`${kind}\0${id}`) : missingCrate(id, graph)),
    explain(id, kind) {
      const crate = graph.crate(id)
      return crate && entries.explain(crate, kind)
    },
    foundation: () => {
      const { crates, ...known } = knownCrates(graph, looked, { listings, files })
      return {
        structure: {
          manifests: manifestsOf(graph, manifests),
          answers: tree.answers(root),
          workspaces: graph.workspaces,
          records: crates.map(
            ({ entry }) =>
              () =>
                JSON.stringify(graph.crate(entry.id)),
          ),
        },
        variables: environment.names,
        environment: environment.digest,
        crates,
        ...known,
      }
    },
  }
}

/** Also those that path dependencies led to: a run that names them is about the same crates. */
function manifestsOf({ crates, workspaces }: CrateGraph, given: readonly string[]): string[] {
  const found = [...crates.map(({ id }) => id), ...workspaces.map(({ manifest }) => manifest)]
  return [...new Set([...given, ...found])].sort()
}

interface Looked {
  readonly entries: ReadonlyMap<CrateId, CrateEntry>
  /** By kind and crate. */
  readonly errors: ReadonlyMap<string, CargoError>
}

function lookAt(graph: CrateGraph, entries: CrateEntries, request: ContributionsRequest): Looked {
  const errors = new Map<string, CargoError>()
  const kinds = new Map<Crate, Partial<Record<TaskKind, KindEntry>>>()
  for (const crate of graph.crates) {
    const asked = request.kinds.get(crate.id)
    if (!request.all && !asked) continue
    const found: Partial<Record<TaskKind, KindEntry>> = {}
    for (const kind of new Set([...taskKindsOf(crate), ...(asked ?? [])])) {
      try {
        found[kind] = entries.kind(crate, kind)
      } catch (error) {
        if (!(error instanceof CargoError)) throw error
        errors.set(`${kind}\0${crate.id}`, error)
      }
    }
    kinds.set(crate, found)
  }
  // Only now is every library known that another crate needs.
  const all = graph.crates.map((crate) => [crate.id, entries.entry(crate, kinds.get(crate) ?? {})] as const)
  return { entries: new Map(all), errors }
}

/** The crates of which everything is known; one with a fault is looked at anew in every run, until it is mended. */
function knownCrates(
  graph: CrateGraph,
  { entries, errors }: Looked,
  { listings, files }: { listings: CrateListings; files: ReadSourceFiles },
): Pick<Foundation, 'files' | 'directories' | 'crates'> {
  const faulty = withDependents(
    entries,
    [...errors.keys()].map((place) => place.slice(place.indexOf('\0') + 1)),
  )
  const probes = new Probes(files)
  const crates = graph.crates.flatMap((crate): Foundation['crates'][number][] => {
    const entry = entries.get(crate.id)
    if (!entry || faulty.has(crate.id)) return []
    return [{ entry, ...probes.add(listings.of(crate).files) }]
  })
  return { files: probes.files, directories: probes.directories, crates }
}

function withDependents(
  entries: ReadonlyMap<CrateId, CrateEntry>,
  ids: readonly CrateId[],
): ReadonlySet<CrateId> {
  const found = new Set(ids)
  for (let size = -1; size !== found.size && found.size > 0; ) {
    size = found.size
    for (const { id, libraries, dev } of entries.values()) {
      const needs = [...Object.values(libraries).map((library) => library.needs), ...(dev ? [dev] : [])]
      if (needs.some(({ crates }) => crates.some((crate) => found.has(crate)))) found.add(id)
    }
  }
  return found
}

function lockReader(graph: CrateGraph, tree: SourceTree): (workspace: string) => LockedDigests | null {
  const known = new Map<string, LockedDigests | null>()
  const lockOf = new Map(graph.workspaces.map(({ manifest, lock }) => [manifest, lock]))
  return (workspace) => {
    let digests = known.get(workspace)
    if (digests === undefined) {
      const path = lockOf.get(workspace) ?? null
      digests = path === null ? null : readLock(path, tree)
      known.set(workspace, digests)
    }
    return digests
  }
}

function readLock(path: string, tree: SourceTree): LockedDigests {
  const text = tree.read(path)
  if (text !== undefined) return new LockedDigests(parseLock(text, path))
  throw new CargoError('UNREADABLE_LOCK', {
    file: path,
    message: 'is no readable UTF-8 text',
    hint: 'restore it from version control, or remove it and run `cargo generate-lockfile`',
  })
}

function missingCrate(id: CrateId, graph: CrateGraph): CargoError {
  const fault = graph.diagnostics.find((diagnostic) => diagnostic.file === id)
  return new CargoError(fault?.code ?? 'NO_SUCH_CRATE', {
    file: id,
    ...(fault?.line ? { line: fault.line } : {}),
    message: fault?.message ?? 'is no crate of this repository',
    hint: fault?.hint ?? 'check that the manifest is there and has a [package] table',
  })
}
