import type { EntryKind, RustFacts } from '@nx-crane/graph'

/** What is remembered of one file between runs: true of it as long as it has the stamp. */
export interface FileRecord {
  readonly stamp: string
  readonly digest: string
  /** Null where the file says nothing of interest, which is most files; undefined until somebody asks, but of `*.rs`. */
  readonly rust?: RustFacts | null
  /** Undefined until somebody asks. */
  readonly strings?: readonly string[]
}

/** What is remembered of one directory without links in it. */
export interface DirectoryRecord {
  readonly stamp: string
  readonly entries: readonly (readonly [name: string, kind: EntryKind])[]
}
