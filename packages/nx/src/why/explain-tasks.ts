import { type KeyRecord, keyReasons, type RecordedKey, type RecordedRun, recordedTask } from '@nx-crane/keys'
import type { Explanation } from './explanation'
import type { PresentKey } from './present-keys'
import { type PastKey, pastKeys, upTo } from './recorded-keys'

export interface Comparable {
  /** What the keys are compared with: of this checkout, and of where results are kept. */
  readonly records: readonly KeyRecord[]
  /** Only what there was after this run. */
  readonly run: RecordedRun | null
}

/**
 * Why a task would be made again now. Where nothing has moved since the last run: why it was in that, unless it is compared with a run
 * that was asked for.
 */
export function explainPresent(present: PresentKey, { records, run }: Comparable): Explanation {
  const { crate, kind, key } = present
  const plain = plainOf(present)
  if (key === null || crate === null) return { ...plain, verdict: 'fault' }
  for (const record of records) {
    const past = pastKeys(run === null ? record : upTo(record, run), recordedTask(crate, kind))
    const last = past.at(-1)
    if (last === undefined) continue
    const since = saidRun(last.run)
    if (last.key !== key.key)
      return { ...plain, verdict: 'moved', since, reasons: keyReasons(keyIn(record, last), key, crate) }
    const before = run === null ? past.at(-2) : undefined
    const reasons = before === undefined ? [] : keyReasons(keyIn(record, before), keyIn(record, last), crate)
    return { ...plain, verdict: 'same', since, reasons }
  }
  return { ...plain, verdict: 'first' }
}

/** Why a task is another than in a revision. @param before of the same task there; undefined where there was none */
export function explainSince(
  present: PresentKey,
  before: PresentKey | undefined,
  revision: string,
): Explanation {
  const { crate, key } = present
  const plain = { ...plainOf(present), since: revision }
  if (key === null || crate === null) return { ...plain, verdict: 'fault' }
  const old = before?.key ?? null
  if (old === null) return { ...plain, verdict: 'first', error: before?.error ?? null }
  if (old.key === key.key) return { ...plain, verdict: 'same' }
  return { ...plain, verdict: 'moved', reasons: keyReasons(old, key, crate) }
}

/** Why the tasks of a run were made in it. */
export function explainRun(record: KeyRecord, run: RecordedRun): Explanation[] {
  const known = upTo(record, run)
  return [...new Map(run.made)].map(([task, name]): Explanation => {
    const plain = { task, through: null, since: null, reasons: [], error: null } as const
    const [before, now] = pastKeys(known, name).slice(-2)
    if (before === undefined || (now === undefined && before.run === run))
      return { ...plain, verdict: 'first' }
    // What it had before is what it had since: Nx had no result, or was not to use it.
    if (now?.run !== run) return { ...plain, verdict: 'same', since: saidRun((now ?? before).run) }
    const reasons = keyReasons(keyIn(record, before), keyIn(record, now), crateOf(name))
    return { ...plain, verdict: 'moved', since: saidRun(before.run), reasons }
  })
}

function plainOf({ task, through, key, error }: PresentKey) {
  return {
    task,
    through,
    since: null,
    reasons: [],
    error: key === null ? (error ?? NOT_RECORDED) : null,
  } as const
}

function keyIn({ nodes }: KeyRecord, { key }: PastKey): RecordedKey {
  return { key, node: (address) => nodes.get(address) }
}

/** Of what `recordedTask` names. */
function crateOf(task: string): string {
  return task.slice(0, task.lastIndexOf(' '))
}

export function saidRun({ run, at }: RecordedRun): string {
  return `run ${run} of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}`
}

const NOT_RECORDED = 'it has no key that could be compared'
