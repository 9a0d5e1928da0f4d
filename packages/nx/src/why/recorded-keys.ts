import type { KeyRecord, RecordedRun } from '@nx-crane/keys'

/** A key that a task had, since a run. */
export interface PastKey {
  readonly key: string
  readonly run: RecordedRun
}

/** The keys of a task, oldest first; none twice in a row. @param task see `recordedTask` */
export function pastKeys({ runs }: KeyRecord, task: string): PastKey[] {
  const keys: PastKey[] = []
  for (const run of runs) {
    const key = Object.hasOwn(run.keys, task) ? run.keys[task] : undefined
    if (key !== undefined && key !== keys.at(-1)?.key) keys.push({ key, run })
  }
  return keys
}

/** Those of a record as it was after a run. */
export function upTo(record: KeyRecord, run: RecordedRun): KeyRecord {
  return { ...record, runs: record.runs.slice(0, record.runs.indexOf(run) + 1) }
}
