export interface NxCraneOptions {
  /**
   * The repository: the directory below which crates are looked for. Without it the nearest directory above Vite's root
   * that has an `nx.json`, else a `.git`, else Vite's root itself.
   */
  readonly repository?: string
  /** Where the package that is built for production lies, relative to its crate: `pkg` without it. */
  readonly outDir?: string
  /**
   * How large the modules of a build may be, by the names of their packages: a larger one fails the build. Bytes, or a
   * size with a unit; compressed with gzip unless it says otherwise: `"200 kB"`, `"600 kB raw"`, `"150 kB brotli"`.
   */
  readonly budget?: Readonly<Record<string, number | string>>
  /**
   * What `vite build` leaves in the modules that it builds for itself: the names of functions, or all that a debugger
   * wants. A build within Nx takes the module as the crate's profile made it.
   */
  readonly debug?: 'names' | 'dwarf'
}
