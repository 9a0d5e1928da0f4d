/** What the flake makes of the crates of a repository: manifest path relative to the repository → its derivations. */
export type TaskPaths = Readonly<Record<string, CrateTaskPaths>>

export interface CrateTaskPaths {
  /** The name of the crate in the flake: `legacyPackages.<system>.tasks.<attribute>.<kind>`. */
  readonly attribute: string
  /** By kind (`build`, `test`, …); null for a task that Nix could not evaluate. */
  readonly tasks: Readonly<Record<string, TaskPath | null>>
}

export interface TaskPath {
  /** Of the output `out`. */
  readonly storePath: string
  /** Of the `.drv`, which need not be in the store. */
  readonly derivation: string
}
