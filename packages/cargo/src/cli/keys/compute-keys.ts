import { join } from 'node:path'
import { CargoError } from '../../cargo-error'
import type { CrateEntry } from '../../key/crate-entry'
import { CrateKeys } from '../../key/crate-keys'
import { ManifestTables } from '../../key/manifest-tables'
import { readCargoConfigs } from '../../key/read-cargo-configs'
import { type KeyStatePlace, writeKeyState } from '../../key/read-key-state'
import type { TaskKind } from '../../key/task-kind'
import { WorkspaceInputs } from '../../key/workspace-inputs'
import type { Contributions } from './contributions'
import { findContributions } from './find-contributions'
import { type ComputedKey, type KeyRequest, requestedKeys } from './requested-keys'
import { toolchainReader } from './toolchain-inputs'

export interface ComputeKeysOptions {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where to keep what was found in files, between runs. */
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

/**
 * The cache keys of crates: for each request one for each kind, in order. What cannot be computed is an error in the
 * result of the crate and kind at hand; the others have their keys.
 */
export function computeKeys(options: ComputeKeysOptions): ComputedKey[] {
  const { memoDir, code, explain = false } = options
  const place = code ? { memoDir, code } : null
  const contributions = findContributions(options, place)
  const keys = combinedKeys(contributions, options)
  const requests = options.requests ?? contributions.crates.map((crate) => ({ crate }))
  const found = requests.flatMap((request) => requestedKeys(request, { contributions, keys, explain }))
  if (place && keys.isNew) keepState(place, contributions, keys)
  return found
}

/** For the next run. Without a compiler, say, there are no keys, and nothing is kept. */
function keepState(place: KeyStatePlace, contributions: Contributions, keys: CrateKeys): void {
  const keysOf = (entry: CrateEntry) => {
    const known: Partial<Record<TaskKind, string>> = {}
    for (const kind of Object.keys(entry.kinds) as TaskKind[]) {
      const key = keys.of(entry, kind)
      if (key) known[kind] = key.own
    }
    return known
  }
  try {
    const foundation = contributions.foundation()
    const crates = foundation.crates.map((each) => ({ ...each, keys: keysOf(each.entry) }))
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
        configs: (dir) => readCargoConfigs(join(root, dir), root, environment),
      },
      new ManifestTables(contributions.tree),
    ),
  })
}
