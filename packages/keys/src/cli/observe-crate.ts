import type { Snapshot } from '@nx-crane/files'
import type { EntryKind } from '@nx-crane/graph'
import { printListing } from '@nx-crane/graph'
import { digestText } from '../key-input'
import type { KeyQuestion } from '../key-snapshot'
import type { ProbedFiles } from '../probed-files'
import type { ReadSourceFiles } from '../read-source-files'

export interface CrateObserver {
  readonly snapshot: Snapshot<KeyQuestion>
  readonly files: ReadSourceFiles
  /** The numbers of observations of an earlier run that do not hold any more. */
  readonly changed: ReadonlySet<number>
}

/** The numbers of what a crate's files were asked, as the disk is now. */
export function observeCrate(asked: ProbedFiles, observer: CrateObserver): number[] {
  const { snapshot, files, changed } = observer
  const numberOf = (question: KeyQuestion, path: string) => {
    const known = snapshot.numberOf(question, path)
    if (known !== undefined && !changed.has(known)) return known
    return question === 'file'
      ? snapshot.put([question, path, files.fileStamp(path), null])
      : snapshot.put([question, path, files.directoryStamp(path), digestListing(files.list(path))])
  }
  return [
    ...[...asked.files].map((path) => numberOf('file', path)),
    ...[...asked.directories].map((path) => numberOf('directory', path)),
  ]
}

export function digestListing(entries: ReadonlyMap<string, EntryKind> | undefined): string {
  return digestText(printListing(entries)).slice(0, 32)
}
