import { join } from 'node:path'
import { CargoError } from '../../cargo-error'
import { readSoundConfigs } from '../../config/read-configs'
import type { CrateId } from '../../crate'
import { CrateKeys } from '../../key/crate-keys'
import { ManifestTables } from '../../key/manifest-tables'
import { type KeyStatePlace, writeKeyState } from '../../key/read-key-state'
import { WorkspaceInputs } from '../../key/workspace-inputs'
import type { Contributions } from './contributions'
import { findContributions } from './find-contributions'
import { type ComputedKey, type KeyRequest, requestedKeys, signatureOf } from './requested-keys'
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
  const { root, memoDir, code, explain = false } = options
  const place = code ? { memos: { root, path: memoDir }, code } : null
  const contributions = findContributions(options, place)
  const keys = combinedKeys(contributions, options)
  const requests = options.requests ?? contributions.crates.map((crate) => ({ crate }))
  const material = { contributions, keys, explain }
  const sets = requests.map((request) => ({
    crate: request.crate,
    signature: signatureOf(request, material),
    keys: () => requestedKeys(request, material),
  }))
  if (place && keys.isNew) keepState(place, contributions, keys)
  return sets
}

/** For the next run. Without a compiler, say, there are no keys, and nothing is kept. */
function keepState(place: KeyStatePlace, contributions: Contributions, keys: CrateKeys): void {
  try {
    const foundation = contributions.foundation()
    const crates = foundation.crates.map((crate) => ({
      ...crate,
      ...(contributions.known?.(crate.entry.id) ?? keys.known(crate.entry)),
      ...{ entry: crate.entry, files: crate.files, directories: crate.directories },
    }))
    writeKeyState(place, { ...foundation, crates })
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
  }
}

function combinedKeys(contributions: Contributions, options: ComputeKeysOptions): CrateKeys {
  const environment = options.environment ?? process.env
  const { root } = options
  const workspaces = new Map(contributions.workspaces.map((workspace) => [workspace.manifest, workspace]))
  return new CrateKeys({
    workspace: (manifest) => workspaces.get(manifest),
    entry: (id) => contributions.entries.get(id),
    ...(contributions.known ? { known: contributions.known } : {}),
    workspaces: new WorkspaceInputs(
      {
        environment,
        builder: 'cargo',
        system: options.system ?? `${process.platform}-${process.arch}`,
        toolchain: toolchainReader(options),
        configs: (dir) => readSoundConfigs(join(root, dir), root, environment),
      },
      new ManifestTables(contributions.tree),
    ),
  })
}
