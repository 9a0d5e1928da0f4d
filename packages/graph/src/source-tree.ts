/** What a directory holds under one name. Anything that is neither file nor directory (socket, device) is `other`. */
export type EntryKind = 'file' | 'directory' | 'other'

/**
 * A read-only view of a repository: the only thing the pure core knows of a disk.
 * Paths are relative to the root, `/`-separated, without `.` or `..` segments; the root itself is `''`.
 * Symbolic links are followed; one that leaves the root, dangles or loops counts as absent.
 */
export interface SourceTree {
  /** The text of a file, or undefined when there is no such (readable, UTF-8) file. */
  read(path: string): string | undefined
  /** The entries of a directory by name, or undefined when there is no such directory. */
  list(path: string): ReadonlyMap<string, EntryKind> | undefined
  /** What `scan` finds in the file at `path`. A tree may know it without reading the file. */
  imports?(path: string, scan: (text: string) => readonly string[]): readonly string[]
  /** Whether the entry at `path` is itself a symbolic link. A tree without this method has none. */
  isLink?(path: string): boolean
  /** Where the symbolic link at `path` leads, from the root; undefined for what is no link. */
  linkTarget?(path: string): string | undefined
  /**
   * Of the paths that were asked for so far those that are there and cannot be looked at, with the reason: directories that may not be
   * listed, which count as empty, and files that may not be read, which count as absent.
   */
  unreadable?(): ReadonlyMap<string, string>
  /** Whether anything in the directory is a symbolic link, also one that counts as absent: what it leads to changes without it. */
  hasLinks?(path: string): boolean
}
