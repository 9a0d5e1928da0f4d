import type { CreateNodesContext, CreateNodesResultArray, NxJsonConfiguration } from '@nx/devkit'
import { type ComposedFailure, inferComposed } from './composed-plugins'
import { crateNodes } from './crate-nodes'
import { checksOf } from './dependency-checks'
import { faultyProjects } from './faulty-project'
import { keptAnswerNotices } from './kept-answers'
import { reportNotices } from './notice-report'
import { composedNotices, diagnosticNotices, leftOutNotice, targetDefaultNotices } from './notices'
import { type Options, parseOptions } from './options'
import { type TargetsByDirectory, targetsOfOtherPlugins } from './other-plugins'
import { circularNotices, type ReadBuilds, readBuilds } from './read-builds'
import { soundNxJson } from './sound-nx-json'
import { takenTargets } from './taken-targets'
import { typescriptNodes } from './typescript-nodes'
import type { Workspace } from './workspace'
import { rememberWorkspace } from './workspace-memo'

/**
 * The Nx projects of a repository: every crate, every broken manifest, what the composed TypeScript plugins infer, and
 * the wiring of TypeScript packages to the wasm crates they use. Reads manifests; starts no process. What a composed plugin
 * could not read costs its project what it would have inferred, and a line.
 *
 * @param files paths relative to the workspace root that match the glob of `createNodes`
 * @throws NxCraneError `INVALID_OPTIONS`
 */
export async function inferNodes(
  files: readonly string[],
  rawOptions: unknown,
  context: CreateNodesContext,
): Promise<CreateNodesResultArray> {
  const nx = { ...context, nxJsonConfiguration: soundNxJson(context.nxJsonConfiguration) }
  const options = parseOptions(rawOptions)
  const workspace = rememberWorkspace(nx.workspaceRoot, files, options)
  const composed = await inferComposed(files, { options, nx, isProjectDir: workspace.isProjectDir })
  const others = await targetsOfOtherPlugins({
    nx,
    tree: workspace.tree,
    crateDirs: workspace.crates.map(({ dir }) => dir),
    packageDirs: dirsOf(composed.results),
  })
  const wiring = {
    root: nx.workspaceRoot,
    options,
    nxJson: nx.nxJsonConfiguration,
    taken: takenTargets(workspace, { others, composed: composed.results }),
    builds: readBuilds(workspace),
  }
  if (options.notices) reportNotices(nx.workspaceRoot, noticesOf(workspace, composed.failures, wiring))
  return [
    ...faultyProjects(workspace, options),
    ...crateNodes(workspace, { ...wiring, manifests: new Set(files) }),
    ...typescriptNodes(workspace, withoutTargets(composed.results, others), wiring),
  ]
}

function dirsOf(results: CreateNodesResultArray): string[] {
  const roots = results.flatMap(([, { projects }]) => Object.keys(projects ?? {}))
  return [...new Set(roots)].map((root) => (root === '.' ? '' : root))
}

/** What a plugin in nx.json infers stays, whether it is listed before or after this one. */
function withoutTargets(results: CreateNodesResultArray, others: TargetsByDirectory): CreateNodesResultArray {
  return results.map(([file, result]) => {
    const projects = Object.entries(result.projects ?? {}).map(([root, project]) => {
      const taken = others.get(root === '.' ? '' : root) ?? {}
      const targets = Object.entries(project.targets ?? {}).filter(([name]) => !Object.hasOwn(taken, name))
      return [root, { ...project, targets: Object.fromEntries(targets) }]
    })
    return [file, { ...result, projects: Object.fromEntries(projects) }] as const
  })
}

function noticesOf(
  workspace: Workspace,
  failures: readonly ComposedFailure[],
  {
    options,
    nxJson,
    builds,
  }: { readonly options: Options; readonly nxJson: NxJsonConfiguration; readonly builds: ReadBuilds },
): string[] {
  return [
    ...diagnosticNotices(workspace.diagnostics),
    ...leftOutNotice(workspace.leftOut),
    ...composedNotices(failures),
    ...circularNotices(builds),
    ...(workspace.crates.length === 0 ? [] : targetDefaultNotices(nxJson, options)),
    ...keptAnswerNotices(checksOf(workspace), { nxJson, options }),
  ]
}
