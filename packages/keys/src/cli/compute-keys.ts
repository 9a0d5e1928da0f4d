import { join } from 'node:path'
import type { CrateId } from '@nx-crane/graph'
import { CargoError, readSoundConfigs } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import { type Contribution, CrateKeys } from '../crate-keys'
import { KeyNodes } from '../key-nodes'
import { recordedTask } from '../key-record'
import { ManifestTables } from '../manifest-tables'
import { type KeySnapshotPlace, writeKeySnapshot } from '../read-key-snapshot'
import { Traces } from '../read-traces'
import { type KeySurroundings, WorkspaceInputs } from '../workspace-inputs'
import { findFingerprints, memosOf, snapshotPlace } from './find-fingerprints'
import type { Fingerprints } from './fingerprints'
import { flakeSurroundings } from './flake-surroundings'
import { KeyLog, linesOf } from './key-log'
import { outsideInputsReader } from './outside-inputs'
import {
  type ComputedKey,
  type KeyMaterial,
  type KeyRequest,
  requestedKeys,
  signatureOf,
} from './requested-keys'
import { toolchainReader } from './toolchain-inputs'

export interface ComputeKeysOptions {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where in the repository to keep what was found in files, between runs. */
  readonly memoDir: string
  /** What code this is; without it only files are remembered between runs, and not what was concluded from them. */
  readonly code?: string | null
  /** All crates and kinds when left out. */
  readonly requests?: readonly KeyRequest[]
  readonly environment?: NodeJS.ProcessEnv
  /** `platform-architecture` of this machine when left out. */
  readonly system?: string
  /** Where to look for crates; everywhere when left out. */
  readonly manifests?: readonly string[]
  /** Whether to say what went into the keys, which takes looking at everything anew. */
  readonly explain?: boolean
  /** Told what the keys are made from. */
  readonly nodes?: KeyNodes
  /** Whether what was found is kept for the next run; not where another state of the repository is seen than lies on the disk. */
  readonly keeps?: boolean
}

/** The keys of one crate that was asked for. */
export interface CrateKeySet {
  readonly crate: CrateId
  /** A text that differs whenever one of the keys does; null when one of them could not be computed. */
  readonly signature: string | null
  /** One for each kind. What cannot be computed is an error in the result of its kind. */
  keys(): ComputedKey[]
}

/** The cache keys of crates: for each request one for each kind, in order. */
export function computeKeys(options: ComputeKeysOptions): ComputedKey[] {
  return computeKeySets(options).flatMap((set) => set.keys())
}

/** The same by crate, so that of crates that did not change no key is put together. */
export function computeKeySets(options: ComputeKeysOptions): CrateKeySet[] {
  const material = keyMaterial(options)
  const requests = options.requests ?? material.fingerprints.crates.map((crate) => ({ crate }))
  const sets = requests.map((request) => ({
    crate: request.crate,
    signature: signatureOf(request, material),
    keys: () => requestedKeys(request, material),
  }))
  keepMaterial(material, options)
  return sets
}

/**
 * What crates, those that they need and their workspace contribute to tasks that Nix builds, whatever this machine has. By crate and
 * kind, see `recordedTask`; what cannot be computed is left out.
 */
export function computeContributions(
  options: ComputeKeysOptions & { readonly nodes: KeyNodes },
): Map<string, Contribution> {
  const material = keyMaterial(options, flakeSurroundings)
  const { fingerprints, keys } = material
  const found = (options.requests ?? []).flatMap(({ crate, kinds = [] }) => {
    const fingerprint = fingerprints.fingerprints.get(crate)
    return kinds.flatMap((kind) => {
      const contribution = fingerprint && keys.contribution(fingerprint, kind)
      return contribution === undefined ? [] : [[recordedTask(crate, kind), contribution] as const]
    })
  })
  keepMaterial(material, options)
  return new Map(found)
}

type SurroundingsOf = (place: SurroundingsPlace) => KeySurroundings

interface SurroundingsPlace
  extends Pick<ComputeKeysOptions, 'root' | 'memoDir'>,
    Pick<Fingerprints, 'outsidePackages' | 'crates'> {
  readonly environment: NodeJS.ProcessEnv
  readonly system: string
}

function keyMaterial(options: ComputeKeysOptions, surroundings?: SurroundingsOf): KeyMaterial {
  const { explain = false, nodes = new KeyNodes() } = options
  const fingerprints = findFingerprints(options, nodes)
  const traces = new Traces(memosOf(options))
  const keys = combinedKeys(fingerprints, options, { traces, nodes, surroundings })
  return { fingerprints, keys, nodes, explain }
}

/** For the next run. The snapshot comes last: where it is there, nothing is left to write, and nobody looks for what a killed run left. */
function keepMaterial(material: KeyMaterial, options: ComputeKeysOptions): void {
  const { keeps = true } = options
  if (!keeps) return
  material.fingerprints.keep()
  const place = snapshotPlace(options)
  if (place && material.keys.isNew) keepSnapshot(place, material)
}

/** Without a compiler, say, there are no keys, and nothing is kept. */
function keepSnapshot(place: KeySnapshotPlace, { fingerprints, keys, nodes }: KeyMaterial): void {
  try {
    const keysOf = (fingerprint: CrateFingerprint) =>
      fingerprints.known(fingerprint.id) ?? keys.known(fingerprint)
    const snapshot = fingerprints.snapshot(keysOf)
    new KeyLog(place.memos).append(linesOf(nodes))
    writeKeySnapshot(place, snapshot)
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
  }
}

/** Puts keys together as `traces` know wide parts. */
export function combinedKeys(
  fingerprints: Fingerprints,
  options: ComputeKeysOptions,
  {
    traces,
    nodes,
    surroundings = machineSurroundings,
  }: {
    readonly traces: Traces
    readonly nodes: KeyNodes
    readonly surroundings?: SurroundingsOf | undefined
  },
): CrateKeys {
  const { root, memoDir, environment = process.env } = options
  const { outsidePackages, crates } = fingerprints
  const system = options.system ?? `${process.platform}-${process.arch}`
  const place = { root, memoDir, environment, system, outsidePackages, crates }
  const wideValues = fingerprints.wideValues(traces)
  let isAnyWide: boolean | undefined
  const workspaces = new Map(fingerprints.workspaces.map((workspace) => [workspace.manifest, workspace]))
  return new CrateKeys({
    workspace: (manifest) => workspaces.get(manifest),
    fingerprint: (id) => fingerprints.fingerprints.get(id),
    known: fingerprints.known,
    nodes,
    get isAnyWide() {
      isAnyWide ??= [...fingerprints.fingerprints.values()].some(isWide)
      return isAnyWide
    },
    wideValue: (wide, config) => wideValues.value(wide, config),
    isObserved: (wide, config) => wideValues.isObserved(wide, config),
    get usesOthers() {
      return traces.usesOthers
    },
    workspaces: new WorkspaceInputs(surroundings(place), {
      tables: new ManifestTables(fingerprints.tree),
      nodes,
    }),
  })
}

/** For tasks that cargo builds here. */
const machineSurroundings: SurroundingsOf = (place) => {
  const { root, system, environment } = place
  return {
    environment,
    builder: 'cargo',
    system,
    toolchain: toolchainReader(place),
    configs: (dir) => readSoundConfigs(join(root, dir), root, environment),
    ...outsideInputsReader(place),
  }
}

function isWide({ libraries, kinds }: CrateFingerprint): boolean {
  return (
    Object.values(kinds).some(({ wide }) => wide !== null) ||
    Object.values(libraries).some(({ script, wide }) => script !== null || wide !== null)
  )
}
