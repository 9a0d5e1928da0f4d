import type { CreateNodesResultArray } from '@nx/devkit'
import type { TargetsByDirectory } from './other-plugins'
import type { Workspace } from './workspace'

/** The targets that projects have without this plugin's own: they stay as they are. */
export interface TakenTargets {
  /** Of the project in a directory: name → who gives it, a file or a plugin. */
  at(dir: string): Readonly<Record<string, string>>
}

/**
 * Those of project.json, of scripts and of `nx.targets`, of other plugins in nx.json, and of the TypeScript plugins that are
 * composed in this one.
 */
export function takenTargets(
  workspace: Pick<Workspace, 'nxProjectAt'>,
  { others, composed }: { readonly others: TargetsByDirectory; readonly composed: CreateNodesResultArray },
): TakenTargets {
  const byComposed = new Map<string, Record<string, string>>()
  for (const [file, { projects }] of composed) {
    for (const [root, { targets }] of Object.entries(projects ?? {})) {
      const dir = root === '.' ? '' : root
      const own = Object.fromEntries(Object.keys(targets ?? {}).map((name) => [name, file]))
      byComposed.set(dir, { ...byComposed.get(dir), ...own })
    }
  }
  return {
    at: (dir) => ({ ...byComposed.get(dir), ...others.get(dir), ...workspace.nxProjectAt(dir)?.targets }),
  }
}
