import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { replaceFile } from '../replace-file'
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
  try {
    const text = readFileSync(memo.file, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    if (text.slice(0, end) !== sealOf(memo, body)) return undefined
    const { tasks, probes } = JSON.parse(body) as Kept
    const isLeftOut = leftOut(memo.root, Object.values(tasks.crates))
    return isUnchanged(memo.root, probes, isLeftOut) ? tasks : undefined
  } catch {
    return undefined // None yet, or a damaged one: both mean that nothing is known.
  }
}

/** What cannot be kept makes the next run slower, nothing else. */
export function keepEvaluation(memo: EvaluationMemo, kept: Kept): void {
  const body = JSON.stringify(kept)
  try {
    mkdirSync(dirname(memo.file), { recursive: true })
    replaceFile(memo.file, `${sealOf(memo, body)}\n${body}`)
  } catch {
    // A full disk or a read-only one.
  }
}

function sealOf({ question, root }: EvaluationMemo, body: string): string {
  return createHash('sha256')
    .update(JSON.stringify([question, root]))
    .update(body)
    .digest('hex')
}
