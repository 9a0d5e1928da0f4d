import { join } from 'node:path'
import type { CrateId } from '@nx-crane/graph'
import { CargoError, readSoundConfigs } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import { CrateKeys } from '../crate-keys'
import { KeyNodes } from '../key-nodes'
import { recordedTask } from '../key-record'
import { ManifestTables } from '../manifest-tables'
import { type KeySnapshotPlace, writeKeySnapshot } from '../read-key-snapshot'
import { Traces } from '../read-traces'
import { WorkspaceInputs } from '../workspace-inputs'
import { findFingerprints, memosOf, snapshotPlace } from './find-fingerprints'
import type { Fingerprints } from './fingerprints'
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
 * What crates and those that they need contribute to keys, whatever the compiler and its settings are: for tasks that somebody else
 * builds. By crate and kind, see `recordedTask`; what cannot be computed is left out.
 */
export function computeContributions(
  options: ComputeKeysOptions & { readonly nodes: KeyNodes },
): Map<string, string> {
  const material = keyMaterial(options)
  const { fingerprints, keys } = material
  const found = (options.requests ?? []).flatMap(({ crate, kinds = [] }) => {
    const fingerprint = fingerprints.fingerprints.get(crate)
    return kinds.flatMap((kind) => {
      const digest = fingerprint && keys.contribution(fingerprint, kind)
      return digest === undefined ? [] : [[recordedTask(crate, kind), digest] as const]
    })
  })
  keepMaterial(material, options)
  return new Map(found)
}

function keyMaterial(options: ComputeKeysOptions): KeyMaterial {
  const { explain = false, nodes = new KeyNodes() } = options
  const fingerprints = findFingerprints(options, nodes)
  const traces = new Traces(memosOf(options))
  return { fingerprints, keys: combinedKeys(fingerprints, options, { traces, nodes }), nodes, explain }
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
  { traces, nodes }: { readonly traces: Traces; readonly nodes: KeyNodes },
): CrateKeys {
  const environment = options.environment ?? process.env
  const { root } = options
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
    workspaces: new WorkspaceInputs(
      {
        environment,
        builder: 'cargo',
        system: options.system ?? `${process.platform}-${process.arch}`,
        toolchain: toolchainReader(options),
        configs: (dir) => readSoundConfigs(join(root, dir), root, environment),
        ...outsideInputsReader({ ...options, environment, ...fingerprints }),
      },
      { tables: new ManifestTables(fingerprints.tree), nodes },
    ),
  })
}

function isWide({ libraries, kinds }: CrateFingerprint): boolean {
  return (
    Object.values(kinds).some(({ wide }) => wide !== null) ||
    Object.values(libraries).some(({ script, wide }) => script !== null || wide !== null)
  )
}
