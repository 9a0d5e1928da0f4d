import type { Crate, PartFiles, RustFacts, UnknownRead } from '@nx-crane/graph'
import { joinWide, type Wide, wideOf } from './wide'

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

/** What a library does to those that use it, with what those do that it uses itself. */
export function effectsOfLibrary(
  crate: Crate,
  lib: PartFiles,
  { macroFields, runs, expands }: LibraryEffects,
): LibraryEffects {
  const exported = lib.facts.some((each) => each.exportsMacros) ? lib.facts : []
  const own = (by: UnknownRead['by']) => wideOf(lib.unknown, { by: [by], tests: false, lines: false })
  const run = { wide: joinWide([own('program'), runs.wide]), variables: variablesOf(lib.facts, runs) }
  return {
    macroFields: sortedNames([...macroFields, ...exported.flatMap((each) => each.packageFields)]),
    runs: run,
    expands: {
      wide: joinWide([
        expands.wide,
        isProcMacro(crate) ? joinWide([run.wide, own('derived')]) : null,
        exported.length > 0 ? own('caller') : null,
      ]),
      variables: sortedNames([...expands.variables, ...exported.flatMap((each) => each.environment)]),
    },
  }
}

/** Names of variables that code reads when it runs, and the libraries in it, sorted. */
export function variablesOf(facts: readonly RustFacts[], { variables }: Reads): string[] {
  return sortedNames([...variables, ...facts.flatMap((each) => each.variables)])
}

export function isProcMacro(crate: Crate): boolean {
  return crate.crateTargets.some((target) => target.kind.includes('proc-macro'))
}

function sortedNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
