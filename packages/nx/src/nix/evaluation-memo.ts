import {
  firstChange,
  type Observation,
  readSnapshotFile,
  type SealedFile,
  writeSnapshotFile,
} from '@nx-crane/files'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { type ProbeQuestion, probedDisk } from './disk-probes'
import { leftOut } from './evaluation-reads'

/** Where the last evaluation is kept, and what it was asked. */
export interface EvaluationMemo {
  readonly file: string
  /** Absolute path of the repository. */
  readonly root: string
  /** Everything but the disk that the result depends on, the code that reads it too. */
  readonly question: string
}

/** The result of the last evaluation, where nothing that it read has changed. */
export function recallEvaluation(memo: EvaluationMemo): EvaluatedTasks | undefined {
  const snapshot = readSnapshotFile<ProbeQuestion>(sealedFile(memo))
  if (!snapshot) return undefined
  try {
    const tasks = JSON.parse(snapshot.body.toString()) as EvaluatedTasks
    const disk = probedDisk(memo.root, leftOut(memo.root, Object.values(tasks.crates)))
    return firstChange(snapshot.observations, disk) ? undefined : tasks
  } catch {
    return undefined // What it asks about cannot be read any more.
  }
}

/** What cannot be kept makes the next run slower, nothing else. */
export function keepEvaluation(
  memo: EvaluationMemo,
  tasks: EvaluatedTasks,
  observations: readonly Observation<ProbeQuestion>[],
): void {
  writeSnapshotFile(sealedFile(memo), observations, JSON.stringify(tasks))
}

function sealedFile({ root, file, question }: EvaluationMemo): SealedFile {
  return { place: { root, path: file }, meaning: ['evaluation', question] }
}
