import { type EdgeKind, parentDir } from '@nx-crane/graph'
import type { Workspace } from '../infer/workspace'
import type { TargetKey } from '../keys/target-key'
import { taskName } from './affected-tasks'
import type { LastGraph } from './last-graph'
import type { TypeScriptProject } from './typescript-tasks'

/**
 * The projects of the repository, with the targets that have no keys of ours and with what they use: by our own graph, and by the one that
 * Nx made last, which has the targets and dependencies that other plugins infer.
 */
export function typescriptProjects(
  workspace: Workspace,
  { keys, nx }: { readonly keys: readonly TargetKey[]; readonly nx: LastGraph },
): TypeScriptProject[] {
  const keyed = new Set(keys.map(taskName))
  const crateDirs = new Set(workspace.crates.map(({ dir }) => dir))
  const needs = needsOf(workspace)
  return [...workspace.names]
    .filter(([dir]) => workspace.isProjectDir(dir))
    .map(([dir, name]) => {
      const isCrate = crateDirs.has(dir)
      const targets = [...targetsAt(dir, workspace), ...(nx.targets.get(name) ?? [])]
      const used = isCrate ? [] : [...(needs.get(dir) ?? []), ...(nx.needs.get(name) ?? [])]
      return {
        name,
        dir,
        isCrate,
        targets: [...new Set(targets)].filter((target) => !keyed.has(`${name}:${target}`)).sort(),
        needs: [...new Set(used)],
      }
    })
}

function targetsAt(dir: string, workspace: Workspace): string[] {
  const npmPackage = workspace.projectPackageAt(dir)
  return [
    ...Object.keys(npmPackage ? workspace.scriptsOf(npmPackage) : {}),
    ...Object.keys(workspace.nxProjectAt(dir)?.targets ?? {}),
  ]
}

/** What packages use: names of projects by directory. */
function needsOf({ edges, names }: Workspace): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { from, to, kind } of edges) {
    const need = names.get(parentDir(to))
    if (need === undefined || !USES.has(kind)) continue
    const dir = parentDir(from)
    found.set(dir, [...(found.get(dir) ?? []), need])
  }
  return found
}

const USES: ReadonlySet<EdgeKind> = new Set(['npm', 'wasm', 'addon', 'script'])
