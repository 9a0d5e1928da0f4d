import type { EntryKind } from '../source-tree'
import type { RustFacts } from './rust-facts'

/** One file as it is now. */
export interface SourceFile {
  /** SHA-256 of its bytes in hexadecimal. */
  readonly digest: string
  /** Whether its owner may run it. */
  readonly isExecutable: boolean
}

/**
 * The files of a repository as keys see them. Paths are relative to the repository root and `/`-separated; one that
 * begins with `../`, or is absolute, lies outside of it.
 */
export interface SourceFiles {
  /**
   * The file at `path`, links followed; undefined when nothing is there or a directory is.
   * Throws a CargoError when something is there that cannot be read: no permission, a device, a loop of links.
   */
  file(path: string): SourceFile | undefined
  /** What the file at `path` says when it is read as Rust source, whatever its name; nothing where none is. */
  rust(path: string): RustFacts
  /** Path-like strings of the Rust source at `path`, sorted. */
  strings(path: string): readonly string[]
  /**
   * The entries of a directory by name, links followed; undefined when there is none. Links that dangle or lead in
   * circles are left out. Throws a CargoError when the directory cannot be read.
   */
  list(path: string): ReadonlyMap<string, EntryKind> | undefined
}
