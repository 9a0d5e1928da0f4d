/** What a store, or a cache, says of a path that it has. */
export interface PathInfo {
  readonly storePath: string
  /** As `sha256-…=`. */
  readonly narHash: string
  readonly narSize: number
  /** Store paths. */
  readonly references: readonly string[]
  /** `<name of the key>:<base 64>`, each. */
  readonly signatures: readonly string[]
  /** Whether the path follows from the content, so that nobody has to vouch for it. */
  readonly isContentAddressed: boolean
}
