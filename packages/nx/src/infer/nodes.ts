import type { CreateNodesContext, CreateNodesResultArray } from '@nx/devkit'
import { inferComposed } from './composed-plugins'
import { crateNodes, scriptsBeside } from './crate-nodes'
import { faultyProjects } from './faulty-project'
import { reportNotices } from './notice-report'
import { scriptNotice, targetDefaultNotices } from './notices'
import { type Options, parseOptions, TARGET_KINDS } from './options'
import { printDiagnostic } from './print-diagnostic'
import { projectNames } from './project-names'
import { circularNotices, readBuilds } from './read-builds'
import { readRootNode } from './read-projects'
import { typescriptNodes } from './typescript-nodes'
import type { Workspace } from './workspace'
import { rememberWorkspace } from './workspace-memo'

/**
 * The Nx projects of a repository: every crate, every broken manifest, what the composed TypeScript plugins infer, and
 * the wiring of TypeScript packages to the wasm crates they use. Reads manifests; starts no process.
 *
 * @param files paths relative to the workspace root that match the glob of `createNodes`
 * @throws NxCraneError `INVALID_OPTIONS`
 * @throws AggregateCreateNodesError with all that was inferred, when a composed plugin could not read a file
 */
export async function inferNodes(
  files: readonly string[],
  rawOptions: unknown,
  context: CreateNodesContext,
): Promise<CreateNodesResultArray> {
  const options = parseOptions(rawOptions)
  const nxJson = context.nxJsonConfiguration
  const workspace = rememberWorkspace(context.workspaceRoot, files)
  const names = projectNames(workspace.graph.crates, workspace.projectPackages)
  const builds = readBuilds(workspace)
  const composed = await inferComposed(files, options, context)
  reportNotices(context.workspaceRoot, [
    ...workspace.diagnostics.map(printDiagnostic),
    ...(workspace.graph.crates.length === 0 ? [] : targetDefaultNotices(nxJson, options)),
    ...replacedScriptNotices(workspace, options),
    ...circularNotices(builds),
  ])
  const results: CreateNodesResultArray = [
    ...faultyProjects(workspace, options),
    ...crateNodes(workspace, { names, options, nxJson, builds }),
    ...readRootNode({ workspace, builds, names, options }),
    ...typescriptNodes(workspace, composed.results, { names, options, nxJson }),
  ]
  if (composed.errors.length === 0) return results
  // Loaded only here: it costs a third of a second, and every command of Nx loads this module.
  const { AggregateCreateNodesError } = await import('@nx/devkit')
  throw new AggregateCreateNodesError([...composed.errors], results)
}

function replacedScriptNotices(workspace: Workspace, options: Options): string[] {
  const names = TARGET_KINDS.map((kind) => options.targets[kind])
    .filter((target) => target !== false)
    .map((target) => target.name)
  const replaced = workspace.graph.crates.flatMap((crate) => {
    const scripts = scriptsBeside(crate, workspace)
    const manifest = workspace.projectPackageAt(crate.dir)?.manifest ?? crate.id
    return names.filter((name) => scripts[name] !== undefined).map((script) => ({ manifest, script }))
  })
  return replaced.length === 0 ? [] : [scriptNotice(replaced)]
}
