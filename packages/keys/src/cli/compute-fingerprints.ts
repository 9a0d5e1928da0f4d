import { join } from 'node:path'
import { firstChange, isUnchanged, type Place, Snapshot } from '@nx-crane/files'
import type { CrateId, TaskKind } from '@nx-crane/graph'
import { CargoError, listRepository, parentDir, taskKindsOf } from '@nx-crane/graph'
import type { CrateFingerprint, TaskFingerprint } from '../crate-fingerprint'
import { CrateFingerprints, type PastFingerprints } from '../crate-fingerprints'
import type { KeyNodes } from '../key-nodes'
import type { CrateSnapshot, KeyQuestion, KeySnapshot } from '../key-snapshot'
import { ManifestTables } from '../manifest-tables'
import { OwnInputs, type OwnInputsContext } from '../own-inputs'
import { configuredEnvironment } from './configured-environment'
import { ConsultedEnvironment } from './consulted-environment'
import { CrateListings } from './crate-listings'
import { buildStructure, type CrateStructure, recallStructure } from './crate-structure'
import { DirtyCrates } from './dirty-crates'
import type { Fingerprints } from './fingerprints'
import { KeyDisk } from './key-disk'
import { lockReader } from './lock-reader'
import { observeCrate } from './observe-crate'
import { withSelectedToolchains } from './toolchain'
import { forgiving } from './trace-answers'
import { WideValues } from './wide-values'

export interface FingerprintsRequest {
  /** The repository's root, absolute. */
  readonly root: string
  /** The directory in which it is kept what was found in files. */
  readonly memos: Place
  /** Where to look for crates; everywhere when left out. */
  readonly manifests?: readonly string[]
  /** The crates that are asked for, with further kinds than those every crate has. */
  readonly kinds: ReadonlyMap<CrateId, readonly TaskKind[]>
  /** Whether to look at all crates there are, for the runs to come. */
  readonly all: boolean
  readonly environment: NodeJS.ProcessEnv
  readonly nodes: KeyNodes
}

/**
 * The fingerprints of the crates of a repository. Where the graph of the crates still follows from what an earlier run saw,
 * only dirty crates are looked at; without a snapshot of one all are.
 */
export function computeFingerprints(request: FingerprintsRequest, previous?: KeySnapshot): Fingerprints {
  const disk = new KeyDisk(request.root, request.memos)
  const recalled = previous && recallStructure(previous.structure, disk)
  const structure = recalled ?? buildStructure(disk, request.manifests)
  const directories = structure.graph.workspaces.map(({ manifest }) =>
    join(request.root, parentDir(manifest)),
  )
  const selected = withSelectedToolchains(request.environment, () => directories)
  const { variables, configured } = configuredEnvironment(selected, { directories, root: request.root })
  const past = recalled && hasVariables(previous, variables, disk) ? previous : undefined
  const environment = new ConsultedEnvironment(
    variables,
    past?.variables.map(([, name]) => name),
  )
  const changed = past ? changedNumbers(past, disk) : new Set<number>()
  const dirty = new DirtyCrates(structure.crates, { past, changed, kinds: request.kinds })
  const files = disk.files(dirty.expectedFiles)
  const listings = new CrateListings(files, structure.tree, structure.crates.map(parentDir))
  const ownContext: OwnInputsContext = {
    tree: structure.tree,
    tables: new ManifestTables(structure.tree),
    environment: environment.variables,
    listing: (crate) => listings.of(crate),
  }
  const own = new OwnInputs(ownContext)
  const fingerprint = () => fingerprintDirty(dirty, { request, structure, own })
  let found = fingerprint()
  if (dirty.widen(found.fingerprints)) found = fingerprint()
  const faulty = new Set([...found.errors.keys()].map((place) => place.slice(place.indexOf('\0') + 1)))
  return {
    tree: structure.tree,
    workspaces: structure.graph.workspaces,
    fingerprints: found.fingerprints,
    crates: structure.crates,
    outsidePackages: structure.outsidePackages,
    crate: (id) => structure.graph.crate(id),
    errorOf: (id, kind) =>
      found.fingerprints.has(id) ? found.errors.get(`${kind}\0${id}`) : missingCrate(id, structure),
    explain(id, kind) {
      const crate = structure.graph.crate(id)
      return crate && found.computed.explain(crate, kind)
    },
    wideValues(traces) {
      const listing = listings.plain(disk.files(Number.POSITIVE_INFINITY))
      const plain = new OwnInputs({ ...ownContext, listing: ({ dir }) => listing(dir) })
      return new WideValues({
        root: request.root,
        environment: variables,
        configured,
        plainEnvironment: request.environment,
        traces,
        nodes: request.nodes,
        listing,
        named: (id) => {
          const crate = structure.graph.crate(id)
          return crate ? plain.named(crate) : []
        },
        packageRules: (id) => {
          const crate = structure.graph.crate(id)
          return crate && ownContext.tables.packageRules(crate)
        },
      })
    },
    repositoryFiles: () =>
      listRepository(forgiving(listings.plain(disk.files(Number.POSITIVE_INFINITY))(''))),
    keep: () => disk.write(),
    known: (id) => (dirty.reaches(id) ? undefined : dirty.past(id)),
    snapshot(keysOf) {
      const snapshot = new Snapshot<KeyQuestion>(past?.observations)
      const crates = structure.crates.flatMap((id): CrateSnapshot[] => {
        const fingerprint = found.fingerprints.get(id)
        // A crate with a fault is looked at anew in every run until it is fixed.
        if (!fingerprint || faulty.has(id)) return []
        const before = dirty.has(id) ? undefined : dirty.past(id)
        const observed =
          before?.observed ??
          observeCrate(listings.of({ dir: parentDir(id) }).files, { snapshot, files, changed })
        return [{ ...keysOf(fingerprint), fingerprint, observed }]
      })
      return {
        structure: structure.kept(),
        variables: environment.observations,
        observations: snapshot.observations,
        crates,
      }
    },
  }
}

/** Whether the variables that sources read have the values that they had. */
function hasVariables(
  { variables }: KeySnapshot,
  environment: NodeJS.ProcessEnv,
  { stats }: KeyDisk,
): boolean {
  const now = new ConsultedEnvironment(environment)
  return firstChange(variables, { stats, ask: (_, name) => now.digestOf(name) }) === undefined
}

function changedNumbers({ observations }: KeySnapshot, disk: KeyDisk): Set<number> {
  const changed = new Set<number>()
  observations.forEach((observation, number) => {
    if (!isUnchanged(observation, disk)) changed.add(number)
  })
  return changed
}

interface FoundFingerprints {
  /** Of all crates. */
  readonly fingerprints: ReadonlyMap<CrateId, CrateFingerprint>
  /** By kind and crate. */
  readonly errors: ReadonlyMap<string, CargoError>
  readonly computed: CrateFingerprints
}

function fingerprintDirty(
  dirty: DirtyCrates,
  {
    request,
    structure,
    own,
  }: {
    readonly request: FingerprintsRequest
    readonly structure: CrateStructure
    readonly own: OwnInputs
  },
): FoundFingerprints {
  const { graph, tree } = structure
  const past: PastFingerprints = {
    clean: (id) => (dirty.has(id) ? undefined : dirty.past(id)?.fingerprint),
    needs: (id) => (dirty.isMoved(id) ? undefined : dirty.past(id)?.fingerprint),
  }
  const computed = new CrateFingerprints(own, {
    graph,
    locked: lockReader(graph.workspaces, { tree, nodes: request.nodes }),
    past,
    nodes: request.nodes,
  })
  const errors = new Map<string, CargoError>()
  const kindsOf = new Map<CrateId, Partial<Record<TaskKind, TaskFingerprint>>>()
  for (const id of dirty.ids) {
    const crate = graph.crate(id)
    const asked = request.kinds.get(id)
    if (!crate || !(request.all || asked)) continue
    const before = dirty.past(id)?.fingerprint
    const kinds: Partial<Record<TaskKind, TaskFingerprint>> = {}
    kindsOf.set(id, kinds)
    const wanted = new Set([
      ...taskKindsOf(crate),
      ...(Object.keys(before?.kinds ?? {}) as TaskKind[]),
      ...(asked ?? []),
    ])
    for (const kind of wanted) {
      try {
        kinds[kind] = computed.kind(crate, kind)
        for (const workspace of Object.keys(before?.libraries ?? {})) computed.library(crate, workspace)
      } catch (error) {
        if (!(error instanceof CargoError)) throw error
        errors.set(`${kind}\0${id}`, error)
      }
    }
  }
  // Only now is every library known that another crate needs.
  const fingerprints = new Map<CrateId, CrateFingerprint>()
  for (const id of structure.crates) {
    const clean = past.clean(id)
    const crate = clean ? undefined : graph.crate(id)
    if (clean) fingerprints.set(id, clean)
    else if (crate) fingerprints.set(id, computed.of(crate, kindsOf.get(id) ?? {}))
  }
  return { fingerprints, errors, computed }
}

function missingCrate(id: CrateId, { diagnostics }: CrateStructure): CargoError {
  const fault = diagnostics.find((diagnostic) => diagnostic.file === id)
  return new CargoError(fault?.code ?? 'NO_SUCH_CRATE', {
    file: id,
    ...(fault?.line ? { line: fault.line } : {}),
    message: fault?.message ?? 'is not a crate of this repository',
    hint: fault?.hint ?? 'check that the manifest is there and has a [package] table',
  })
}
