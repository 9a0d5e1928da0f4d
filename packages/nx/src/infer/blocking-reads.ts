import type { ProjectConfiguration } from '@nx/devkit'
import { type Edge, parentDir } from '@nx-crane/graph'
import { strongComponents } from './strong-components'
import type { Workspace } from './workspace'

type ProjectTargets = Pick<ProjectConfiguration, 'root' | 'targets'>

/**
 * The edges to what crates read that close a circle with those that say who needs whom, where a task of the crate waits for
 * those of its name in all that it needs (`^build`), and such a task is in the circle: Nx would refuse to run them.
 */
export function readsThatWouldBlock(
  { edges }: Pick<Workspace, 'edges'>,
  projects: readonly ProjectTargets[],
): Edge[] {
  const reads = edges.filter(({ kind }) => kind === 'reads')
  if (reads.length === 0) return []
  const component = strongComponents(edges.map(({ from, to }) => [parentDir(from), parentDir(to)] as const))
  return reads.filter(({ from, to }) => {
    const [crate, circle] = [parentDir(from), component(parentDir(from))]
    if (component(parentDir(to)) !== circle) return false
    const [own, others] = membersOf(projects, { crate, isMember: (dir) => component(dir) === circle })
    return own.flatMap(awaitedTargets).some((target) => others.some(({ targets }) => targets?.[target]))
  })
}

/** The project at `crate`, and the others of its circle. */
function membersOf(
  projects: readonly ProjectTargets[],
  { crate, isMember }: { readonly crate: string; isMember(dir: string): boolean },
): [own: ProjectTargets[], others: ProjectTargets[]] {
  const dirOfProject = ({ root }: ProjectTargets) => (root === '.' ? '' : root)
  const members = projects.filter((project) => isMember(dirOfProject(project)))
  return [
    members.filter((project) => dirOfProject(project) === crate),
    members.filter((project) => dirOfProject(project) !== crate),
  ]
}

/** The names of targets that some target waits for in all that its project needs. */
function awaitedTargets({ targets }: ProjectTargets): string[] {
  const dependencies = Object.values(targets ?? {}).flatMap(({ dependsOn }) => dependsOn ?? [])
  return dependencies.flatMap((each) => {
    if (typeof each === 'string') return each.startsWith('^') ? [each.slice(1)] : []
    return each.dependencies === true ? [each.target] : []
  })
}
