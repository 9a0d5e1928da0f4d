import { projectNames } from '../infer/project-names'
import { freeTargetName } from '../infer/target-names'
import type { RepositoryFacts } from './facts'

/** A name that nx-crane would give to a target of a crate, and that its project has already. */
export interface TakenTarget {
  /** Nx project of the crate. */
  readonly project: string
  readonly target: string
  /** The file that gives it to the project. */
  readonly by: string
  /** What ours is called there instead. */
  readonly instead: string
}

/** Of the names of our targets those that scripts and project.json files in the directories of crates have. */
export function takenTargets({ workspace, nx }: RepositoryFacts): TakenTarget[] {
  const { nxProjects, crates } = workspace
  const names = projectNames({ nxProjects, packages: [], crates, faultyDirs: [] })
  const wanted = Object.values(nx.options.targets).flatMap((target) =>
    target === false ? [] : [target.name],
  )
  const ofNx = new Map(nxProjects.map((project) => [project.dir, project.targets]))
  return crates.flatMap(({ dir, name }) => {
    const taken = ofNx.get(dir) ?? {}
    return wanted.flatMap((target) => {
      const by = Object.hasOwn(taken, target) ? taken[target] : undefined
      if (by === undefined) return []
      return [{ project: names.get(dir) ?? name, target, by, instead: freeTargetName(target, taken) }]
    })
  })
}
