import type { CrateId } from '../../crate'
import type { KeyState } from '../../key/key-state'
import { FileMemo } from '../../key/read-file-memo'
import { type KeyStatePlace, readKeyState } from '../../key/read-key-state'
import { readSourceFiles } from '../../key/read-source-files'
import type { TaskKind } from '../../target-kinds'
import { computeContributions } from './compute-contributions'
import type { ComputeKeysOptions } from './compute-keys'
import { ConsultedEnvironment } from './consulted-environment'
import type { Contributions } from './contributions'
import { recallContributions } from './recall-contributions'

/** What crates contribute to keys: as the last run left it, where that still holds, else looked at anew. */
export function findContributions(options: ComputeKeysOptions, place: KeyStatePlace | null): Contributions {
  return recalled(options, place) ?? computed(options, place)
}

function recalled(options: ComputeKeysOptions, place: KeyStatePlace | null): Contributions | undefined {
  const { root, memoDir } = options
  // Who asks for all crates there are wants to hear of those that nobody knows yet.
  const isLimited = options.requests !== undefined || options.manifests !== undefined
  const state = place && isLimited && !options.explain ? readKeyState(place) : undefined
  if (!place || !state || !isOfThese(state, options.manifests)) return undefined
  return recallContributions(state, {
    root,
    kinds: kindsOf(options),
    environment: options.environment ?? process.env,
    files: (expected) =>
      readSourceFiles(root, new FileMemo(expected < FEW_FILES ? null : { root, path: memoDir })),
  })
}

/** Reading so many takes less time than loading what is remembered of all files there are. */
const FEW_FILES = 1000

function isOfThese(state: KeyState, manifests: readonly string[] | undefined): boolean {
  const known = new Set(state.structure.manifests)
  return manifests === undefined || manifests.every((manifest) => known.has(manifest))
}

function computed(options: ComputeKeysOptions, place: KeyStatePlace | null): Contributions {
  const { root, memoDir, manifests } = options
  const memo = new FileMemo({ root, path: memoDir })
  const contributions = computeContributions({
    root,
    ...(manifests ? { manifests } : {}),
    kinds: kindsOf(options),
    all: place !== null || options.requests === undefined,
    files: readSourceFiles(root, memo),
    environment: new ConsultedEnvironment(options.environment ?? process.env),
  })
  memo.write()
  return contributions
}

function kindsOf({ requests }: ComputeKeysOptions): Map<CrateId, readonly TaskKind[]> {
  const kinds = new Map<CrateId, TaskKind[]>()
  for (const request of requests ?? []) {
    kinds.set(request.crate, [...(kinds.get(request.crate) ?? []), ...(request.kinds ?? [])])
  }
  return kinds
}
