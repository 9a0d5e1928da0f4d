import type { DependencyKind, WasmPackagePlan } from '@nx-crane/graph'

/** The name of a crate in the flake: that of its package, where no other crate of the repository has it too. */
export type AttributeName = string

/** What the generated flake knows of a crate. Everything else Nix reads from the repository itself. */
export interface CratePlan {
  readonly attribute: AttributeName
  readonly name: string
  readonly version: string
  /** Directory relative to the repository, `''` for the repository itself. */
  readonly dir: string
  /** Directory of its Cargo workspace. */
  readonly workspace: string
  /** The crates of the repository that it depends on, sorted. */
  readonly dependencies: Readonly<Record<DependencyKind, readonly AttributeName[]>>
  /** Names of the programs that it is built into, sorted. */
  readonly binaries: readonly string[]
  /** Files that its build reads and that do not come with its directory, relative to the repository, sorted. */
  readonly extraFiles: readonly string[]
  /** The same for what its tests read besides. */
  readonly testFiles: readonly string[]
  /** Directories of other crates below its own, sorted. */
  readonly nestedDirs: readonly string[]
  /** Its WebAssembly package, or null where none is made of it. */
  readonly wasm: WasmPackagePlan | null
}
