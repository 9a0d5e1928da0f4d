import { type Answer, type RecordedTree, type SourceTree, stillAnswers } from '@nx-crane/cargo'
import { readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
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

/** The first line of the body; the facts are the second, which is not parsed in vain. */
interface Header {
  readonly manifests: readonly string[]
  readonly answers: readonly Answer[]
}

export function recallFacts(memo: FactsMemo, tree: SourceTree): WorkspaceFacts | undefined {
  const text = readSealed(sealedFile(memo))?.body.toString()
  if (text === undefined) return undefined
  try {
    const end = text.indexOf('\n')
    const { manifests, answers } = JSON.parse(text.slice(0, end)) as Header
    if (manifests.join('\n') !== sorted(memo.manifests).join('\n')) return undefined
    if (!stillAnswers(tree, memo.root, answers)) return undefined
    return JSON.parse(text.slice(end + 1)) as WorkspaceFacts
  } catch {
    return undefined // What it asks about cannot be read any more: the facts are made anew, and say so.
  }
}

/** Writes by rename. Facts that cannot be written only make the next run slower. */
export function keepFacts(memo: FactsMemo, tree: RecordedTree, facts: WorkspaceFacts): void {
  const header: Header = { manifests: sorted(memo.manifests), answers: tree.answers(memo.root) }
  writeSealed(sealedFile(memo), `${JSON.stringify(header)}\n${JSON.stringify(facts)}`)
}

function sealedFile({ root, file, code }: FactsMemo): SealedFile {
  return { place: { root, path: file }, meaning: ['facts', code] }
}

function sorted(manifests: readonly string[]): string[] {
  return [...manifests].sort()
}
