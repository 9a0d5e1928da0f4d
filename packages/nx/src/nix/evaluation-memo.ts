import { readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { type DiskProbes, isUnchanged } from './disk-probes'
import { leftOut } from './evaluation-reads'

/** Where the last evaluation is kept, and what it was asked. */
export interface EvaluationMemo {
  readonly file: string
  /** Absolute path of the repository. */
  readonly root: string
  /** Everything but the disk that the result depends on, the code that reads it too. */
  readonly question: string
}

interface Kept {
  readonly tasks: EvaluatedTasks
  readonly probes: DiskProbes
}

/** The result of the last evaluation, where nothing that it read has changed. */
export function recallEvaluation(memo: EvaluationMemo): EvaluatedTasks | undefined {
  const sealed = readSealed(sealedFile(memo))
  if (!sealed) return undefined
  try {
    const { tasks, probes } = JSON.parse(sealed.body.toString()) as Kept
    const isLeftOut = leftOut(memo.root, Object.values(tasks.crates))
    return isUnchanged(memo.root, probes, isLeftOut) ? tasks : undefined
  } catch {
    return undefined // What it asks about cannot be read any more.
  }
}

/** What cannot be kept makes the next run slower, nothing else. */
export function keepEvaluation(memo: EvaluationMemo, kept: Kept): void {
  writeSealed(sealedFile(memo), JSON.stringify(kept))
}

function sealedFile({ root, file, question }: EvaluationMemo): SealedFile {
  return { place: { root, path: file }, meaning: ['evaluation', question] }
}
