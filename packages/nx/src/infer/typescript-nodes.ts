import type { CreateNodesResultArray, NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit'
import { type CrateId, parentDir } from '@nx-crane/graph'
import { externalsReader, type NpmExternals } from './npm-externals'
import type { Options } from './options'
import { startsNx } from './package-scripts'
import { scriptInputs, withExternals } from './script-inputs'
import type { TakenTargets } from './taken-targets'
import { cachesByDefault } from './target-defaults'
import { targetNames } from './target-names'
import { type CrateBuild, planWiring, scriptTargets, type Wiring, wireProject } from './typescript-wiring'
import { packageInputs, packageOfCrate } from './wasm-package'
import type { Workspace } from './workspace'

export interface TypeScriptNodesContext {
  readonly options: Options
  readonly nxJson: NxJsonConfiguration
  readonly taken: TakenTargets
}

type Node = CreateNodesResultArray[number]

/**
 * The projects of TypeScript packages: those that composed plugins have inferred, wired to the wasm crates they reach; those
 * that Nx leaves out; and what scripts need beyond what Nx makes of them.
 */
export function typescriptNodes(
  workspace: Workspace,
  composed: CreateNodesResultArray,
  context: TypeScriptNodesContext,
): CreateNodesResultArray {
  const externals = externalsReader(namedExternals(workspace, context.nxJson), workspace.packages)
  const plan = { ...context, wirings: wiringsOf(workspace, { ...context, externals }), externals }
  return [
    ...composed.map(([file, result]): Node => [file, wireResult(result, workspace, plan)]),
    ...unlistedResults(workspace),
    ...workspace.projectPackages.flatMap((npmPackage) => scriptNode(npmPackage, workspace, plan)),
  ]
}

interface Plan extends TypeScriptNodesContext {
  readonly wirings: ReadonlyMap<string, Wiring>
  externals(manifests: readonly string[]): readonly string[] | null
}

function wiringsOf(workspace: Workspace, context: Omit<Plan, 'wirings'>): Map<string, Wiring> {
  const packages = workspace.packages.filter((npmPackage) => !workspace.isCrateDir(npmPackage.dir))
  const byManifest = new Map(workspace.packages.map((each) => [each.manifest, each]))
  return planWiring(packages, {
    edges: workspace.edges,
    projectName: (manifest) => workspace.names.get(parentDir(manifest)),
    buildOf: (crate) => buildOf(crate, workspace, context),
    content: (crates) =>
      packageInputs(
        crates.flatMap((id) => {
          const crate = workspace.wasmCrates.has(id) ? workspace.graph.crate(id) : undefined
          return crate ? [{ dir: crate.dir, planned: packageOfCrate(crate, workspace, context.options) }] : []
        }),
      ),
    hasVitePlugin: (manifest) =>
      [manifest, 'package.json'].some((each) => dependsOnVitePlugin(byManifest.get(each))),
    hasDevelopmentEntry: (manifest) => (byManifest.get(manifest)?.developmentEntry ?? null) !== null,
    externals: context.externals,
  })
}

/** A project's own `build` is what built the crate before this plugin was there, and stays what its users wait for. */
function buildOf(
  crate: CrateId,
  workspace: Workspace,
  { options, taken }: TypeScriptNodesContext,
): CrateBuild | undefined {
  const dir = parentDir(crate)
  const project = workspace.names.get(dir)
  if (project === undefined || !workspace.isProjectDir(dir)) return undefined
  const own = options.targets.build === false ? undefined : options.targets.build.name
  if (own !== undefined && Object.hasOwn(taken.at(dir), own))
    return { project, target: own, leavesPackage: false }
  const names = targetNames(options, taken.at(dir))
  const target = names.build === false ? names.wasm : names.build
  return target === false ? undefined : { project, target, leavesPackage: workspace.wasmCrates.has(crate) }
}

function dependsOnVitePlugin(npmPackage: Workspace['packages'][number] | undefined): boolean {
  return npmPackage !== undefined && Object.hasOwn(npmPackage.dependencies, '@nx-crane/vite')
}

/** What Nx does not look for in the lock has no names there. */
function namedExternals(workspace: Workspace, nxJson: NxJsonConfiguration): NpmExternals | null {
  const settings = nxJson.pluginsConfig?.['@nx/js'] as { analyzeLockfile?: unknown } | undefined
  return settings?.analyzeLockfile === false ? null : workspace.externals
}

function wireResult(result: Node[1], workspace: Workspace, { wirings, externals }: Plan): Node[1] {
  const projects = Object.entries(result.projects ?? {}).map(([root, project]) => {
    const dir = root === '.' ? '' : root
    const wiring = wirings.get(dir)
    const npmPackage = workspace.projectPackageAt(dir)
    const scripts = npmPackage ? Object.keys(workspace.scriptsOf(npmPackage)) : []
    if (wiring) return [root, wireProject(project, { ...wiring, scripts })]
    return [
      root,
      npmPackage ? narrowProject(project, { scripts, externals: externals([npmPackage.manifest]) }) : project,
    ]
  })
  return { ...result, projects: Object.fromEntries(projects) }
}

/**
 * Targets that another plugin, composed in ours, has inferred for a package without wasm; not those with the name of a script,
 * which Nx runs instead.
 */
function narrowProject(
  project: Partial<ProjectConfiguration>,
  { scripts, externals }: { scripts: readonly string[]; externals: readonly string[] | null },
): Partial<ProjectConfiguration> {
  const inferred = Object.entries(project.targets ?? {}).filter(([name]) => !scripts.includes(name))
  const targets = inferred.map(([name, target]) => [
    name,
    target.inputs ? { ...target, inputs: withExternals(target.inputs, externals) } : target,
  ])
  return { ...project, targets: Object.fromEntries(targets) }
}

/** Packages that Nx leaves out because no root names them: their scripts are targets all the same. */
function unlistedResults(workspace: Workspace): CreateNodesResultArray {
  return workspace.unlistedPackages.map((npmPackage) => {
    const commands = Object.entries(workspace.scriptsOf(npmPackage))
    const scripts = commands.flatMap(([script, command]) => (startsNx(command) ? [] : [script]))
    const targets = scripts.map((script) => [script, { executor: 'nx:run-script', options: { script } }])
    const root = npmPackage.dir === '' ? '.' : npmPackage.dir
    const project = {
      name: workspace.names.get(npmPackage.dir) ?? npmPackage.name,
      root,
      targets: Object.fromEntries(targets),
      // By it Nx finds what the sources of other projects import.
      metadata: { js: { packageName: npmPackage.name } },
    }
    return [npmPackage.manifest, { projects: { [root]: project } }] as const
  })
}

/** Targets without an executor are merged with those that Nx makes of the scripts. */
function scriptNode(
  npmPackage: Workspace['projectPackages'][number],
  workspace: Workspace,
  { wirings, nxJson, externals }: Plan,
): Node[] {
  const wiring = wirings.get(npmPackage.dir)
  if (workspace.isCrateDir(npmPackage.dir)) return []
  const commands = workspace.scriptsOf(npmPackage)
  const scripts = Object.keys(commands).filter((script) => !startsNx(commands[script] ?? ''))
  const inputsOf = (script: string) => {
    const isCached = workspace.cachesScript(npmPackage, script) || cachesByDefault(nxJson, script)
    const excludes = workspace.buildExcludesOf(npmPackage)
    return isCached ? scriptInputs({ name: script, command: commands[script] ?? '', excludes }, nxJson) : null
  }
  const narrowed = () =>
    scripts.flatMap((script) => {
      const inputs = inputsOf(script)
      return inputs === null
        ? []
        : [[script, { inputs: withExternals(inputs, externals([npmPackage.manifest])) }] as const]
    })
  const targets = wiring ? scriptTargets({ ...wiring, scripts, inputsOf }) : Object.fromEntries(narrowed())
  if (Object.keys(targets).length === 0) return []
  const root = npmPackage.dir === '' ? '.' : npmPackage.dir
  return [[npmPackage.manifest, { projects: { [root]: { targets } } }]]
}
