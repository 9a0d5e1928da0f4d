import { joinWide, type Wide } from './wide'

/** What the libraries that a crate compiles against have to do with its own files. */
export interface LibraryEffects {
  /** Fields of `[package]` that their macros read of it. */
  readonly macroFields: readonly string[]
  /** What they read when they run. */
  readonly runs: Reads
  /** What the compiler reads for their macros. */
  readonly expands: Reads
}

/** What nobody can tell of reads, and the variables that are in sight. */
export interface Reads {
  readonly wide: Wide | null
  /** Names of variables, sorted. */
  readonly variables: readonly string[]
}

const NOTHING: Reads = { wide: null, variables: [] }
/** Of crates that use no library of the repository. */
export const NO_EFFECTS: LibraryEffects = { macroFields: [], runs: NOTHING, expands: NOTHING }
/** What several libraries together do to a crate that uses them. */
export function joinEffects(all: readonly LibraryEffects[]): LibraryEffects {
  return {
    macroFields: sortedNames(all.flatMap(({ macroFields }) => macroFields)),
    runs: joinReads(all.map(({ runs }) => runs)),
    expands: joinReads(all.map(({ expands }) => expands)),
  }
}

function joinReads(all: readonly Reads[]): Reads {
  return {
    wide: joinWide(all.map(({ wide }) => wide)),
    variables: sortedNames(all.flatMap(({ variables }) => variables)),
  }
}

export function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
