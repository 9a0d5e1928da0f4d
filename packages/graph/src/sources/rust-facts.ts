/** What a Rust source file says about other files and the environment, found without compiling it. */
export interface RustFacts {
  /** `mod name;` declarations. */
  readonly modules: readonly ModuleDeclaration[]
  /** `include!`, `include_str!`, `include_bytes!` of a path that can be known. */
  readonly includes: readonly Inclusion[]
  /** Strings in attributes and in arguments of macros we do not know; each may be a path that the macro reads. */
  readonly literals: readonly string[]
  /** Words in arguments of macros we do not know; each may become the name of a module. */
  readonly words: readonly string[]
  /** Names read by `env!` and `option_env!`, or given to `rerun-if-env-changed`; those that Cargo sets itself left out. */
  readonly environment: readonly string[]
  /** Names read by `env::var("…")` when the code runs: of interest in build scripts, proc-macros and tests. */
  readonly variables: readonly string[]
  /** `X` of each `CARGO_PKG_X` that is mentioned. */
  readonly packageFields: readonly string[]
  /** A macro of it is expanded in other crates. */
  readonly exportsMacros: boolean
  /** Paths of literal `cargo:rerun-if-changed=` lines; null when one of them is put together at run time. */
  readonly rerunIfChanged: readonly string[] | null
  /** It tells Cargo of variables to run again for, which means: not for every file of the package. */
  readonly asksReruns: boolean
  /** What it does may depend on something: it has a condition or a loop. Found only where it speaks of `rerun-if-…`. */
  readonly branches: boolean
  /** Where only a build can tell what is read; one for each kind of it. */
  readonly unknown: readonly UnknownRead[]
}

/** A place in a source that reads something of which the text does not say what. */
export interface UnknownRead {
  /**
   * Who reads: the compiler of this source; that of any source that expands a macro of it; that of any to which it gives code as a
   * proc macro; the program, when it runs; or the linker that it gives arguments to as a build script.
   */
  readonly by: 'compiler' | 'caller' | 'derived' | 'program' | 'linker'
  /** `directories`: files whose names it finds by looking; `commit`: what Git says of the repository's state. */
  readonly reads: 'files' | 'directories' | 'variables' | 'commit'
  /** Under `cfg(test)`. */
  readonly inTests: boolean
  /** From 1. */
  readonly line: number
  /** The words in question, as in the source. */
  readonly what: string
}

export interface ModuleDeclaration {
  readonly name: string
  /** The inline modules around it, outermost first, as directories. */
  readonly within: readonly string[]
  /** Values of `#[path = "…"]`, in order; an empty one where `cfg_attr` leaves the usual place possible too. */
  readonly paths: readonly string[]
  /** It, or a module around it, stands under `#[cfg(test)]`. */
  readonly testOnly: boolean
}

export interface Inclusion {
  readonly path: string
  /** What the path is relative to: the including file, or the crate (`concat!(env!("CARGO_MANIFEST_DIR"), …)`). */
  readonly from: 'file' | 'crate'
  /** `include!`: the file is Rust source. */
  readonly source: boolean
  readonly testOnly: boolean
}

export const PLAIN_RUST: RustFacts = {
  modules: [],
  includes: [],
  literals: [],
  words: [],
  environment: [],
  variables: [],
  packageFields: [],
  exportsMacros: false,
  rerunIfChanged: [],
  asksReruns: false,
  branches: false,
  unknown: [],
}
