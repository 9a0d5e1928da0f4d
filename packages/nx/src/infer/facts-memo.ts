import { FileStats, firstChange, readSnapshotFile, type SealedFile, writeSnapshotFile } from '@nx-crane/files'
import { type RecordedTree, type SourceTree, type TreeQuestion, treeDisk } from '@nx-crane/graph'
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

export function recallFacts(memo: FactsMemo, tree: SourceTree): WorkspaceFacts | undefined {
  const snapshot = readSnapshotFile<TreeQuestion>(sealedFile(memo))
  if (snapshot === undefined) return undefined
  try {
    if (firstChange(snapshot.observations, treeDisk(tree, new FileStats(memo.root)))) return undefined
    return JSON.parse(snapshot.body.toString()) as WorkspaceFacts
  } catch {
    return undefined // What it asks about cannot be read any more: the facts are made anew, and say so.
  }
}

/** Facts that cannot be written only make the next run slower. */
export function keepFacts(memo: FactsMemo, tree: RecordedTree, facts: WorkspaceFacts): void {
  writeSnapshotFile(sealedFile(memo), tree.observations(memo.root), JSON.stringify(facts))
}

function sealedFile({ root, file, code, manifests }: FactsMemo): SealedFile {
  return { place: { root, path: file }, meaning: ['facts', code, ...[...manifests].sort()] }
}
