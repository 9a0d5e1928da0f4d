export interface NxCraneOptions {
  /**
   * The repository: the directory below which crates are looked for. Without it the nearest directory above Vite's root
   * that has an `nx.json`, else a `.git`, else Vite's root itself.
   */
  readonly repository?: string
  /** Where the package that is built for production lies, relative to its crate: `pkg` without it. */
  readonly outDir?: string
}
