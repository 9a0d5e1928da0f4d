import type { CreateNodesContext, CreateNodesResultArray, NxJsonConfiguration } from '@nx/devkit'
import { inferComposed } from './composed-plugins'
import { crateNodes, scriptsBeside } from './crate-nodes'
import { faultyProjects } from './faulty-project'
import { reportNotices } from './notice-report'
import { scriptNotice, targetDefaultNotices } from './notices'
import { type Options, parseOptions, TARGET_KINDS } from './options'
import { printDiagnostic } from './print-diagnostic'
import { projectNames } from './project-names'
import { cachesByDefault } from './target-defaults'
import { planWiring, scriptTargets, type Wiring, wireProject } from './typescript-wiring'
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
  const workspace = rememberWorkspace(context.workspaceRoot, files)
  const names = projectNames(workspace.graph.crates, workspace.projectPackages)
  const wirings = wiringsOf(workspace, names)
  const composed = await inferComposed(files, options, context)
  reportNotices(context.workspaceRoot, [
    ...workspace.diagnostics.map(printDiagnostic),
    ...(workspace.graph.crates.length === 0
      ? []
      : targetDefaultNotices(context.nxJsonConfiguration, options)),
    ...replacedScriptNotices(workspace, options),
  ])
  const results: CreateNodesResultArray = [
    ...faultyProjects(workspace, options),
    ...crateNodes(workspace, { names, options, nxJson: context.nxJsonConfiguration }),
    ...composed.results.map(
      ([file, result]) => [file, wireResult(result, workspace, { wirings, options })] as const,
    ),
    ...unlistedResults(workspace),
    ...scriptResults(workspace, wirings, { options, nxJson: context.nxJsonConfiguration }),
  ]
  if (composed.errors.length === 0) return results
  // Loaded only here: it costs a third of a second, and every command of Nx loads this module.
  const { AggregateCreateNodesError } = await import('@nx/devkit')
  throw new AggregateCreateNodesError([...composed.errors], results)
}

function wiringsOf(workspace: Workspace, names: ReadonlyMap<string, string>): Map<string, Wiring> {
  const dirOf = (manifest: string) => manifest.slice(0, Math.max(0, manifest.lastIndexOf('/')))
  const packages = workspace.packages.filter((npmPackage) => !workspace.isCrateDir(npmPackage.dir))
  return planWiring(packages, {
    edges: workspace.edges,
    projectName: (manifest) => names.get(dirOf(manifest)),
    isWasm: (manifest) => workspace.wasmCrates.has(manifest),
  })
}

function wireResult(
  result: CreateNodesResultArray[number][1],
  workspace: Workspace,
  { wirings, options }: { wirings: ReadonlyMap<string, Wiring>; options: Options },
): CreateNodesResultArray[number][1] {
  const projects = Object.entries(result.projects ?? {}).map(([root, project]) => {
    const wiring = wirings.get(root)
    const npmPackage = workspace.projectPackageAt(root)
    const scripts = npmPackage ? Object.keys(workspace.scriptsOf(npmPackage)) : []
    return [root, wiring ? wireProject(project, { ...wiring, scripts }, options) : project]
  })
  return { ...result, projects: Object.fromEntries(projects) }
}

/** Packages that Nx leaves out because no root names them: their scripts are targets all the same. */
function unlistedResults(workspace: Workspace): CreateNodesResultArray {
  return workspace.unlistedPackages.map((npmPackage) => {
    const scripts = Object.keys(workspace.scriptsOf(npmPackage))
    const targets = scripts.map((script) => [script, { executor: 'nx:run-script', options: { script } }])
    const project = { name: npmPackage.name, root: npmPackage.dir, targets: Object.fromEntries(targets) }
    return [npmPackage.manifest, { projects: { [npmPackage.dir]: project } }] as const
  })
}

function scriptResults(
  workspace: Workspace,
  wirings: ReadonlyMap<string, Wiring>,
  { options, nxJson }: { options: Options; nxJson: NxJsonConfiguration },
): CreateNodesResultArray {
  return workspace.projectPackages.flatMap((npmPackage) => {
    const wiring = wirings.get(npmPackage.dir)
    const scripts = wiring ? Object.keys(workspace.scriptsOf(npmPackage)) : []
    if (!wiring || scripts.length === 0) return []
    const isCached = (script: string) =>
      workspace.cachesScript(npmPackage, script) || cachesByDefault(nxJson, script)
    const project = { targets: scriptTargets({ ...wiring, scripts, isCached }, options) }
    return [
      [
        npmPackage.manifest,
        { projects: { [npmPackage.dir === '' ? '.' : npmPackage.dir]: project } },
      ] as const,
    ]
  })
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
