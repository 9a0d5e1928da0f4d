import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { CrateKeys } from '../crate-keys'
import { KeyNodes } from '../key-nodes'
import { Traces } from '../read-traces'
import { type ComputeKeysOptions, combinedKeys } from './compute-keys'
import { findFingerprints, memosOf } from './find-fingerprints'
import type { Fingerprints } from './fingerprints'
import { KeyFiles } from './key-files'
import type { WideValues } from './wide-values'

export interface KeyedTask {
  readonly crate: CrateId
  readonly kind: TaskKind
}

export interface TaskKeysOptions extends Omit<ComputeKeysOptions, 'requests' | 'explain'> {
  readonly tasks: readonly KeyedTask[]
}

/** What the keys of some tasks are put together from, as the disk is now. */
export interface TaskKeys {
  readonly fingerprints: Fingerprints
  readonly traces: Traces
  readonly keys: CrateKeys
  readonly wideValues: WideValues
  readonly files: KeyFiles
}

export function taskKeys(options: TaskKeysOptions, traces = tracesOf(options)): TaskKeys {
  const { tasks } = options
  const request = { ...options, requests: tasks.map(({ crate, kind }) => ({ crate, kinds: [kind] })) }
  const nodes = new KeyNodes()
  const fingerprints = findFingerprints(request, nodes)
  return {
    fingerprints,
    traces,
    keys: combinedKeys(fingerprints, request, { traces, nodes }),
    wideValues: fingerprints.wideValues(traces),
    files: new KeyFiles(fingerprints),
  }
}

/** What was seen to be read until now. */
export function tracesOf(options: Pick<TaskKeysOptions, 'root' | 'memoDir'>): Traces {
  return new Traces(memosOf(options))
}
