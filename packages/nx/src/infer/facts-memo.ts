import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Answer, type RecordedTree, type SourceTree, stillAnswers } from '@nx-crane/cargo'
import { replaceFile } from '../replace-file'
import type { WorkspaceFacts } from './workspace-facts'

/** The facts of the last run, worth something as long as the repository answers the same questions the same way. */
export interface FactsMemo {
  readonly file: string
  /** Of the code that makes facts out of answers: another version may make others. */
  readonly code: string
  /** Absolute path of the repository. */
  readonly root: string
  /** The manifests the facts are made from, as Nx lists them. */
  readonly manifests: readonly string[]
}

/** The first line of the file; the facts are the second, which is not parsed in vain. */
interface Header {
  readonly code: string
  readonly manifests: readonly string[]
  readonly answers: readonly Answer[]
}

export function recallFacts(memo: FactsMemo, tree: SourceTree): WorkspaceFacts | undefined {
  try {
    const text = readFileSync(memo.file, 'utf8')
    const end = text.indexOf('\n')
    const { code, manifests, answers } = JSON.parse(text.slice(0, end)) as Header
    if (code !== memo.code || manifests.join('\n') !== sorted(memo.manifests).join('\n')) return undefined
    if (!stillAnswers(tree, memo.root, answers)) return undefined
    return JSON.parse(text.slice(end + 1)) as WorkspaceFacts
  } catch {
    return undefined // None yet, or a damaged one: both mean that nothing is known.
  }
}

/** Writes by rename. Facts that cannot be written only make the next run slower. */
export function keepFacts(memo: FactsMemo, tree: RecordedTree, facts: WorkspaceFacts): void {
  try {
    const header: Header = {
      code: memo.code,
      manifests: sorted(memo.manifests),
      answers: tree.answers(memo.root),
    }
    mkdirSync(dirname(memo.file), { recursive: true })
    replaceFile(memo.file, `${JSON.stringify(header)}\n${JSON.stringify(facts)}`)
  } catch {
    // As after a crash: the next run reads the workspace itself.
  }
}

function sorted(manifests: readonly string[]): string[] {
  return [...manifests].sort()
}
