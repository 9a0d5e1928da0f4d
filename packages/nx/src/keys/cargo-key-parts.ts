import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import type { TaskKind } from '@nx-crane/graph'
import type { KeyInput, KeyNodes } from '@nx-crane/keys'
import { type ComputedKey, type CrateKeySet, computeKeySets } from '@nx-crane/keys/cli'
import { BUILD_ID } from '../build-id'
import { printKeyFile } from './key-file'
import type { KeyOptions } from './key-options'
import { faultyPart, type KeyPart } from './key-part'

export interface CargoKeysRequest {
  readonly options: KeyOptions
  /** All that the crate has when left out. */
  readonly kinds?: readonly TaskKind[]
  /** What `.env` files say to its tasks, by kind. */
  readonly environment?: ReadonlyMap<TaskKind, readonly KeyInput[]>
}

export interface CargoKeysPlace {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly system: string | undefined
  /** Of all crates of the workspace. */
  readonly manifests: readonly string[]
  /** Told what the keys are made from. */
  readonly nodes: KeyNodes
}

/** The keys of those tasks that cargo builds, one part for each request, in their order. */
export function cargoKeyParts(
  requests: readonly CargoKeysRequest[],
  { root, system, manifests, nodes }: CargoKeysPlace,
): KeyPart[] {
  if (requests.length === 0) return []
  const own = requests.flatMap(({ options }) => [options.manifest, options.workspace])
  try {
    const sets = computeKeySets({
      root,
      memoDir: join(root, stateDirectory(root)),
      code: BUILD_ID,
      nodes,
      requests: requests.map(({ options, kinds, environment }) => ({
        crate: options.manifest,
        ...(options.package === undefined ? {} : { package: options.package }),
        ...(kinds === undefined ? {} : { kinds }),
        ...(environment === undefined ? {} : { environment }),
      })),
      manifests: [...new Set([...manifests, ...own])].sort(),
      ...(system === undefined ? {} : { system }),
    })
    return sets.map((set, index) => cargoKeyPart(set, requests[index]?.kinds))
  } catch (error) {
    return requests.map(() => faultyPart(error))
  }
}

function cargoKeyPart({ signature, keys }: CrateKeySet, kinds: readonly TaskKind[] | undefined): KeyPart {
  return {
    // It stands for all kinds, of which some may not be asked for.
    signature: signature === null || kinds === undefined ? signature : `${signature} ${kinds.join(' ')}`,
    keys() {
      const computed = keys()
      return { files: filesOf(computed), recorded: recordedOf(computed), faults: faultsOf(computed) }
    },
  }
}

function filesOf(keys: readonly ComputedKey[]): Map<string, string> {
  return new Map(keys.flatMap((key) => (key.error === null ? [[key.kind, printKeyFile(key)] as const] : [])))
}

function recordedOf(keys: readonly ComputedKey[]): Map<string, string> {
  return new Map(keys.flatMap((key) => (key.error === null ? [[key.kind, key.digest] as const] : [])))
}

function faultsOf(keys: readonly ComputedKey[]): string[] {
  return [...new Set(keys.flatMap((key) => (key.error === null ? [] : [key.error.message])))]
}
