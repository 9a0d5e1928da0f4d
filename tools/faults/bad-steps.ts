import { visible } from '@nx-crane/files'
import { packageManagerOf, readSourceTree } from '../../packages/graph/src'
import { examine } from '../../packages/nx/src/doctor/checks'
import { repositoryFacts } from '../../packages/nx/src/doctor/facts'
import { nxSettings } from '../../packages/nx/src/doctor/nx-settings'
import { printFindings } from '../../packages/nx/src/doctor/print-findings'
import { flakeChanges } from '../../packages/nx/src/flake/flake-changes'
import { inferDependencies } from '../../packages/nx/src/infer/dependencies'
import { inferNodes } from '../../packages/nx/src/infer/nodes'
import { registeredOptions } from '../../packages/nx/src/init/nx-json'
import { readInstalled } from '../../packages/nx/src/init/nx-version'
import { planInit } from '../../packages/nx/src/init/plan-init'
import { surveyRepository } from '../../packages/nx/src/init/survey'
import { wantedPackages } from '../../packages/nx/src/init/wanted-packages'
import { surveyWasmCrates } from '../../packages/nx/src/init/wasm-survey'
import { targetKeys } from '../../packages/nx/src/keys/target-keys'
import { planMigration, withInit } from '../../packages/nx/src/migrate/plan-migration'
import { printMigration } from '../../packages/nx/src/migrate/print-migration'
import { projectManifests } from '../../packages/nx/src/project-manifests'
import { SOUND_MACHINE } from '../../packages/nx/test-kit/doctor-facts'
import { readDependencyNames } from '../../packages/vite/src/read-dependency-names'
import { readWorkspace } from '../../packages/vite/src/read-workspace'

/** What one part of the product made of a repository. */
export interface StepResult {
  readonly step: string
  /** What it threw; null where it ended well. */
  readonly error: unknown
  /** All that a person would read. */
  readonly text: string
  /** By the directory of the project that it is about, as far as it is about one. */
  readonly byProject: ReadonlyMap<string, string>
  readonly milliseconds: number
}

type Made = { readonly text: string; readonly byProject?: ReadonlyMap<string, string> }

const NOBODY = async () => []

/** What everybody runs: the graph, keys, and each command, as far as it is the product's and starts no program. */
export async function runSteps(root: string): Promise<StepResult[]> {
  return [
    await run('createNodes', () => nodes(root)),
    await run('createDependencies', () => dependencies(root)),
    await run('key', () => keys(root)),
    await run('flake', () => flake(root)),
    await run('init', () => init(root)),
    await run('migrate', () => migrate(root)),
    await run('doctor', () => doctor(root)),
    await run('vite', () => vite(root)),
  ]
}

async function run(step: string, make: () => Made | Promise<Made>): Promise<StepResult> {
  const start = performance.now()
  const said: string[] = []
  const write = process.stderr.write
  process.stderr.write = ((text: string | Uint8Array) => said.push(String(text)) > 0) as typeof write
  const ended = (made: Made, error: unknown): StepResult => ({
    step,
    error,
    text: said.join('') + made.text,
    byProject: made.byProject ?? new Map(),
    milliseconds: performance.now() - start,
  })
  try {
    return ended(await make(), null)
  } catch (error) {
    return ended({ text: error instanceof Error ? error.message : String(error) }, error)
  } finally {
    process.stderr.write = write
  }
}

function filesOf(root: string): string[] {
  const manifests = projectManifests(readSourceTree(root))
  const others = ['apps/web/tsconfig.json', 'packages/ui/tsconfig.json', 'apps/web/vite.config.ts']
  return [...manifests.cargo, ...manifests.npm, ...manifests.nx, ...others]
}

/** What Nx hands to a plugin. Where Nx itself cannot read the file it calls none. */
function nxContext(root: string) {
  const { json, plugins } = nxSettings(readSourceTree(root))
  return { workspaceRoot: root, nxJsonConfiguration: json, options: plugins.get('nx-crane')?.options }
}

async function nodes(root: string): Promise<Made> {
  const { options, ...context } = nxContext(root)
  const results = await inferNodes(filesOf(root), options, context)
  const projects = results.flatMap(([, { projects }]) => Object.entries(projects ?? {}))
  const byProject = new Map<string, string>()
  for (const [dir, project] of projects)
    byProject.set(dir, (byProject.get(dir) ?? '') + JSON.stringify(project))
  return { text: '', byProject }
}

function dependencies(root: string): Made {
  const { options, ...context } = nxContext(root)
  const dirs = [...new Set(filesOf(root).map((file) => file.replace(/\/?[^/]+$/, '') || '.'))]
  const found = inferDependencies(options, {
    ...context,
    projects: Object.fromEntries(dirs.map((dir) => [dir, { root: dir }])),
    externalNodes: {},
    fileMap: { nonProjectFiles: filesOf(root).map((file) => ({ file, hash: '' })), projectFileMap: {} },
    filesToProcess: { nonProjectFiles: [], projectFileMap: {} },
  })
  const byProject = new Map<string, string>()
  for (const { source, target } of found) byProject.set(source, `${byProject.get(source) ?? ''}→ ${target}\n`)
  return { text: '', byProject }
}

async function keys(root: string): Promise<Made> {
  const options = registeredOptions(readSourceTree(root).read('nx.json'))
  const found = await targetKeys({ root, files: filesOf(root), options, projects: [] })
  const byProject = new Map<string, string>()
  const text = found.map(({ project, target, key, error }) => {
    const dir = `crates/${project.replace('@acme/', '')}`
    byProject.set(dir, `${byProject.get(dir) ?? ''}${target} ${key}\n`)
    return error ?? ''
  })
  return { text: text.join('\n'), byProject }
}

function flake(root: string): Made {
  const { warnings } = flakeChanges(readSourceTree(root))
  return { text: warnings.join('\n') }
}

async function init(root: string): Promise<Made> {
  const tree = readSourceTree(root)
  const installed = readInstalled(root, tree)
  const survey = surveyRepository(tree)
  const wanted = await wantedPackages(survey, installed, NOBODY)
  surveyWasmCrates(tree, registeredOptions(tree.read('nx.json')))
  const { notes } = planInit(tree, { survey, wanted, repositoryName: 'acme' })
  return { text: [...notes, packageManagerOf(tree).install].join('\n') }
}

async function migrate(root: string): Promise<Made> {
  const tree = readSourceTree(root)
  let plan = planMigration(tree, [])
  if (plan.sources.length > 0) {
    const survey = surveyRepository(plan.tree)
    plan = withInit(plan, planInit(plan.tree, { survey, wanted: [], repositoryName: 'acme' }))
  }
  return { text: printMigration(plan) }
}

function doctor(root: string): Made {
  const facts = { ...repositoryFacts(readSourceTree(root)), ...SOUND_MACHINE }
  const findings = examine(facts)
  return { text: printFindings({ findings, fixed: [], fixCommand: 'nx-crane doctor --fix' }) }
}

function vite(root: string): Made {
  const { wasmPackages } = readWorkspace(root, 'pkg')
  const names = readDependencyNames(`${root}/apps/web`)
  return { text: [...wasmPackages.flatMap((each) => each.names), ...names].map(visible).join('\n') }
}
