import type { CreateNodesResultArray } from '@nx/devkit'
import type { CrateTargetsContext } from './crate-targets'
import { dependencyTarget } from './dependency-checks'
import { targetNames } from './target-names'
import type { Workspace } from './workspace'
import { workspaceHome } from './workspace-home'

/**
 * The targets of each Cargo workspace whose root manifest is no crate. They belong to the project in its directory where there is
 * one. None is made there: it would own every file that no project has, so that a README would affect whatever imports
 * a file of the root. {@link workspaceHome} is one that nobody else has files in.
 */
export function workspaceProjects(
  workspace: Workspace,
  context: CrateTargetsContext,
): CreateNodesResultArray {
  return workspace.virtualWorkspaces.flatMap(({ manifest, dir }) => {
    const home = workspaceHome(dir, workspace)
    const names = targetNames(context.options, home === dir ? context.takenAt(dir) : {})
    const targets = Object.fromEntries(
      context.checksAt(dir).flatMap((check) => {
        const name = names[check.kind]
        return name === false ? [] : [[name, dependencyTarget(check)]]
      }),
    )
    if (Object.keys(targets).length === 0) return []
    const project = home === dir ? { targets } : { ...ownProject(workspace, home, manifest), targets }
    return [[manifest, { projects: { [home === '' ? '.' : home]: project } }] as const]
  })
}

function ownProject({ names }: Workspace, home: string, manifest: string) {
  return {
    name: names.get(home) ?? home,
    tags: ['rust', 'rust:workspace'],
    metadata: { technologies: ['rust'], description: `The Cargo workspace of ${manifest}` },
  }
}
