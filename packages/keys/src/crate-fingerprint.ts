import type { CrateId, TaskKind } from '@nx-crane/graph'
import type { LibraryEffects } from './library-effects'
import type { Wide } from './wide'

/**
 * What one crate contributes to keys, as plain data: digests of what is its own, and the names of the crates whose
 * contributions belong to it. The keys of a thousand crates are put together from these without looking at any file.
 */
export interface CrateFingerprint {
  readonly id: CrateId
  readonly name: string
  /** The root manifest of its Cargo workspace. */
  readonly workspace: string
  /** The oldest compiler that Cargo builds it with; null for any. */
  readonly rustVersion: string | null
  /** By the root manifest of the workspace whose lock decides: a crate of another workspace is compiled with our versions. */
  readonly libraries: Readonly<Record<string, LibraryFingerprint>>
  /** What its tests, benches and examples need besides; null when it was not asked for. */
  readonly dev: Needs | null
  readonly kinds: Readonly<Partial<Record<TaskKind, TaskFingerprint>>>
}

/** The dependencies of a crate, of some kinds. */
export interface Needs {
  /** Digest of what is locked for those from elsewhere. */
  readonly locked: string
  /** Those of the repository, sorted. */
  readonly crates: readonly CrateId[]
  /** Build scripts that may call native tools are among them. */
  readonly native: boolean
  /** Some come from elsewhere: nobody looks at what their sources ask for. */
  readonly foreign: boolean
}

/** What a crate is to those that compile against it. */
export interface LibraryFingerprint extends LibraryTraits {
  /** Digest of what its own files and its manifest say. */
  readonly own: string
  readonly needs: Needs
  /** Of its build script, where nobody can tell what that reads: see {@link Wide}. */
  readonly script: ScriptFingerprint | null
  /** Whether nobody can tell what the compiler reads. */
  readonly wide: Wide | null
}

export interface ScriptFingerprint {
  /** Digest of what its own files say, and of what is locked for crates from elsewhere that it is linked with. */
  readonly own: string
  /** The crates of the repository that it is linked with, sorted. */
  readonly crates: readonly CrateId[]
  readonly wide: Wide
}

/** What has an effect on the crates that use a library, beyond its digest. */
export interface LibraryTraits {
  /** Build scripts that may call native tools take part in compiling it. */
  readonly native: boolean
  /** Crates from elsewhere do. */
  readonly foreign: boolean
  readonly effects: LibraryEffects
}

/** One kind of task. */
export interface TaskFingerprint {
  /** Digest of the files and settings that this kind looks at beyond the library. */
  readonly own: string
  readonly native: boolean
  readonly foreign: boolean
  /** Whether a linker makes something of the crate's own: a program, a test, a dynamic library, a proc macro, a build script. */
  readonly links: boolean
  /** Whether the library is compiled for it: not to check the format. */
  readonly compiles: boolean
  /** Whether the crate's dev-dependencies belong to it. */
  readonly dev: boolean
  /** Whether nobody can tell what else it reads. */
  readonly wide: Wide | null
}
