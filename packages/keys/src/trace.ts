import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { Wide } from './wide'

/** A part of a key that nobody can make narrow from the text: see {@link Wide}. */
export interface WidePlace {
  readonly crate: CrateId
  /** The root manifest of the workspace whose lock decides. */
  readonly workspace: string
  /** What reads: the build script, the compiler of the library, or one kind of task. */
  readonly part: 'script' | 'library' | TaskKind
  /** Digest of everything else that decides what is read: sources, what they are compiled against, locked packages. */
  readonly base: string
  readonly wide: Wide
}

/**
 * What was asked of a path: its bytes, whether it is there and what it is, the names in it, or all that is below it.
 * `program`: it is the name of one that is looked for on PATH.
 */
export type TraceQuestion = 'content' | 'kind' | 'entries' | 'tree' | 'program'

/** What a part was seen to read. */
export interface Trace {
  /** Relative to the root of the repository, or absolute; each path once for each question, sorted. */
  readonly files: readonly (readonly [path: string, question: TraceQuestion])[]
  /** Names, sorted. */
  readonly variables: readonly string[]
  /** Which variables it used is not known. */
  readonly environ: boolean
  /** Cargo runs the build script again for every file of the package. */
  readonly package: boolean
}

export const EMPTY_TRACE: Trace = { files: [], variables: [], environ: false, package: false }

/** A trace that has all of these. */
export function joinTraces(traces: readonly Trace[]): Trace {
  const files = new Map(
    traces.flatMap((trace) => trace.files.map((file) => [`${file[1]} ${file[0]}`, file] as const)),
  )
  return {
    files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file),
    variables: [...new Set(traces.flatMap(({ variables }) => variables))].sort(),
    environ: traces.some((trace) => trace.environ),
    package: traces.some((trace) => trace.package),
  }
}
