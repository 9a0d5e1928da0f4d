import { TARGET_KINDS } from '../infer/options'
import { projectNames } from '../infer/project-names'
import { isObject, objectAt, parseJson } from '../init/edit-json'
import type { RepositoryFacts } from './facts'

/** A name that nx-crane would give to a target of a crate, and somebody else has. */
export interface TakenTarget {
  /** Nx project of the crate. */
  readonly project: string
  readonly target: string
  /** Who has it: `a script`, `project.json`, or the name of a plugin. */
  readonly by: string
  /** What ours is called there instead; null where there is none. */
  readonly instead: string | null
  /** The file that says so. */
  readonly place: string
}

/** Of the names of our targets those that scripts and project.json files in the directories of crates have. */
export function takenTargets({ tree, workspace, nx }: RepositoryFacts): TakenTarget[] {
  const names = new Set(
    TARGET_KINDS.flatMap((kind) => {
      const target = nx.options.targets[kind]
      return target === false ? [] : [target.name]
    }),
  )
  const projects = projectNames(workspace.crates, workspace.packages)
  const packages = new Map(workspace.packages.map((each, index) => [each.dir, { each, index }]))
  return workspace.crates.flatMap(({ dir, name }) => {
    const beside = packages.get(dir)
    const isListed = beside !== undefined && workspace.listings[beside.index] === 'by-nx'
    const scripts = isListed ? Object.keys(workspace.scripts[beside.index] ?? {}) : []
    const projectFile = dir === '' ? 'project.json' : `${dir}/project.json`
    const owners: [string, string, readonly string[]][] = [
      ['a script', beside?.each.manifest ?? '', scripts],
      ['project.json', projectFile, targetsIn(tree.read(projectFile), projectFile)],
    ]
    return owners.flatMap(([by, place, targets]) =>
      targets
        .filter((target) => names.has(target))
        .map((target) => ({ project: projects.get(dir) ?? name, target, by, instead: null, place })),
    )
  })
}

/** Those that do something themselves: an entry without an executor adds to what is inferred. */
function targetsIn(text: string | undefined, file: string): string[] {
  try {
    const targets = text === undefined ? {} : objectAt(parseJson(text, file), 'targets')
    return Object.entries(targets)
      .filter(([, target]) => isObject(target) && ('executor' in target || 'command' in target))
      .map(([name]) => name)
  } catch {
    return [] // Nx itself says what is wrong with it.
  }
}
