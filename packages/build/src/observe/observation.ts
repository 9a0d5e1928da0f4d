import type { ScriptReruns } from '../script-reruns'

/**
 * What processes did when they read: `script` is a build script with everything it starts, `rustc` the compilation of
 * one target (with the proc macros and the linker in it), `test` a test or bench executable with everything it starts.
 */
export type ObservedRole = 'script' | 'rustc' | 'rustdoc' | 'test' | 'other'

/**
 * What was asked of a path: its bytes (`content`), whether it is there and what it is (`kind`), or the names in it
 * (`entries`). Each is asked too where nothing is, and where something else is: bytes of a directory, names in a file.
 * `program`: it is the name of a program that was found on PATH and started.
 */
export type Question = 'content' | 'kind' | 'entries' | 'program'

export interface ObservedFile {
  /** Relative to the repository's root, with `/`, if it lies in it (`.` is the root itself), else absolute. */
  readonly path: string
  readonly asked: Question
  /** Git alone asked: it reads what looks changed since it last did, whatever it is asked to tell. */
  readonly byGit?: true
}

/**
 * What one target of a crate read in one run of cargo: each process that Cargo started, with all that this one started.
 * Where one is expected and missing, nothing is known of it: static programs leave no trace if they are not started by Cargo.
 */
export interface CrateObservation {
  /** The directory of the crate's manifest, as in {@link ObservedFile.path}; null where Cargo did not name one. */
  readonly directory: string | null
  readonly role: ObservedRole
  /** The target's name as rustc knows it (`my_crate`); for a build script `build_script_build`. Null if unknown. */
  readonly crateName: string | null
  /** What rustc was asked for: `lib`, `bin`, `proc-macro` and the like. Null for tests, and for anything but compilers. */
  readonly crateType: string | null
  /** Whether rustc was given `--test`. */
  readonly isTest: boolean
  /** Of a build script, with paths as in {@link ObservedFile.path}. Null for other roles, and where it cannot be found. */
  readonly reruns: ScriptReruns | null
  /** Each path once for each question, sorted. Without what belongs to Cargo, the toolchain or the system. */
  readonly files: readonly ObservedFile[]
  /** Sorted names. Without those that Cargo sets, and those that every program of its kind asks for. */
  readonly variables: readonly string[]
  /**
   * False if a program ran that takes in the whole environment (a shell, make, Python): which variables it used is not
   * known. A Rust program that does so with `env::vars()` is not noticed: its source tells.
   */
  readonly areVariablesComplete: boolean
  /** Whether every path that was asked is listed. If not, it is unknown what else was: the key has to stay wide. */
  readonly isComplete: boolean
  /** Why not, one sentence each: `/opt/bin/busybox was started, which can't be observed`. */
  readonly gaps: readonly string[]
}
