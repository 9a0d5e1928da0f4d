import type { Place } from '@nx-crane/files'
import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { KeyNodes } from '../key-nodes'
import type { KeySnapshot } from '../key-snapshot'
import { type KeySnapshotPlace, readKeySnapshot } from '../read-key-snapshot'
import { computeFingerprints } from './compute-fingerprints'
import type { ComputeKeysOptions } from './compute-keys'
import type { Fingerprints } from './fingerprints'
import { KeyLog } from './key-log'

/** The fingerprints of crates, with the snapshot of the last run where it is about them. */
export function findFingerprints(options: ComputeKeysOptions, nodes: KeyNodes): Fingerprints {
  const { root, manifests, requests, environment = process.env, explain } = options
  const place = snapshotPlace(options)
  // A request for all crates must also find new ones, and only what is looked at anew can be explained.
  const isLimited = requests !== undefined || manifests !== undefined
  // What was found must have been recorded too, or nobody could say later why a key moved.
  const isRecalled = place !== null && new KeyLog(place.memos).isThere() && isLimited && !explain
  const previous = isRecalled ? readKeySnapshot(place) : undefined
  return computeFingerprints(
    {
      root,
      memos: memosOf(options),
      ...(manifests ? { manifests } : {}),
      kinds: kindsOf(options),
      all: place !== null || requests === undefined,
      environment,
      nodes,
    },
    previous && isAboutThese(previous, options) ? previous : undefined,
  )
}

/** Where the snapshot lies; null where none is kept. */
export function snapshotPlace(
  options: Pick<ComputeKeysOptions, 'root' | 'memoDir' | 'code'>,
): KeySnapshotPlace | null {
  return options.code ? { memos: memosOf(options), code: options.code } : null
}

export function memosOf({ root, memoDir }: Pick<ComputeKeysOptions, 'root' | 'memoDir'>): Place {
  return { root, path: memoDir }
}

function isAboutThese({ structure }: KeySnapshot, { manifests, requests }: ComputeKeysOptions): boolean {
  const manifestsThen = new Set(structure.manifests)
  const cratesThen = new Set(structure.crates)
  return (
    (manifests ?? []).every((manifest) => manifestsThen.has(manifest)) &&
    (requests ?? []).every(({ crate }) => cratesThen.has(crate))
  )
}

function kindsOf({ requests }: ComputeKeysOptions): Map<CrateId, readonly TaskKind[]> {
  const kinds = new Map<CrateId, TaskKind[]>()
  for (const request of requests ?? []) {
    kinds.set(request.crate, [...(kinds.get(request.crate) ?? []), ...(request.kinds ?? [])])
  }
  return kinds
}
