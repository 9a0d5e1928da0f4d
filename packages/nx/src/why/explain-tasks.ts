import { type KeyReason, type KeyRecord, keyReasons, type RecordedRun, recordedTask } from '@nx-crane/keys'
import type { Explanation } from './explanation'
import type { PresentKey } from './present-keys'
import { type PastKey, pastKeys, upTo } from './recorded-keys'

export interface Comparable {
  readonly nodes: KeyRecord['nodes']
  /** What the keys are compared with: of this checkout, and of where results are kept. */
  readonly records: readonly KeyRecord[]
  /** Only what there was after this run. */
  readonly run: RecordedRun | null
}

/**
 * Why a task would be made again now. Where nothing has moved since the last run: why it was in that, unless it is compared with a run
 * that was asked for.
 */
export function explainPresent(present: PresentKey, { nodes, records, run }: Comparable): Explanation {
  const { task, through, of, error } = present
  const plain = { task, through, since: null, reasons: [], error: null } as const
  if (of === null || present.key === null) return { ...plain, verdict: 'fault', error: error ?? NOT_RECORDED }
  const name = recordedTask(of.crate, of.kind)
  for (const record of records) {
    const past = pastKeys(run === null ? record : upTo(record, run), name)
    const last = past.at(-1)
    if (last === undefined) continue
    const now = { key: present.key, node: (address: string) => nodes.get(address) }
    if (last.key !== present.key)
      return {
        ...plain,
        verdict: 'moved',
        since: saidRun(last.run),
        reasons: keyReasons(keyIn(record, last), now, of.crate),
      }
    const before = run === null ? past.at(-2) : undefined
    if (before === undefined) return { ...plain, verdict: 'same', since: saidRun(last.run) }
    const reasons = keyReasons(keyIn(record, before), keyIn(record, last), of.crate)
    return { ...plain, verdict: 'same', since: saidRun(last.run), reasons }
  }
  return { ...plain, verdict: 'first' }
}

/** Why the tasks of a run were made in it. */
export function explainRun(record: KeyRecord, run: RecordedRun): Explanation[] {
  const known = upTo(record, run)
  const tasks = new Map(run.made)
  return [...tasks].map(([task, name]): Explanation => {
    const plain = { task, through: null, since: null, reasons: [], error: null } as const
    const [before, now] = pastKeys(known, name).slice(-2)
    const moved = now?.run === run ? now : undefined
    if (before === undefined || (moved === undefined && before.run === run))
      return { ...plain, verdict: 'first' }
    if (moved === undefined) return { ...plain, verdict: 'same', since: saidRun((now ?? before).run) }
    const reasons: KeyReason[] = keyReasons(keyIn(record, before), keyIn(record, moved), crateOf(name))
    return { ...plain, verdict: 'moved', since: saidRun(before.run), reasons }
  })
}

function keyIn({ nodes }: KeyRecord, { key }: PastKey) {
  return { key, node: (address: string) => nodes.get(address) }
}

/** Of what `recordedTask` names. */
function crateOf(task: string): string {
  return task.slice(0, task.lastIndexOf(' '))
}

export function saidRun({ run, at }: RecordedRun): string {
  return `run ${run} of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}`
}

const NOT_RECORDED = 'it has no key that could be compared'
