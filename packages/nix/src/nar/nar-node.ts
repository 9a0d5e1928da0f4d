/**
 * What a Nix archive holds: names, contents, links, and whether a file may be executed. No owner, no time, no other mode.
 * The tree unfolds as it is read: nothing below a directory is looked at before it is asked for.
 */
export type NarNode = NarDirectory | NarFile | NarLink

export interface NarDirectory {
  readonly kind: 'directory'
  /** In any order; an archive holds them sorted by the bytes of their names. */
  entries(): readonly NarEntry[]
}

export interface NarEntry {
  /** Bytes: on Linux a name need not be text. */
  readonly name: Uint8Array
  node(): NarNode
}

export interface NarFile {
  readonly kind: 'regular' | 'executable'
  readonly size: number
  /** The contents, `size` bytes in all. A chunk given out is never written again. */
  chunks(): Iterable<Uint8Array>
}

/** Never followed: the archive holds where it points to, whether or not something is there. */
export interface NarLink {
  readonly kind: 'symlink'
  readonly target: Uint8Array
}
