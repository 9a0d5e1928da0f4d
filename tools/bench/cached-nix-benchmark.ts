import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { readSourceTree } from '../../packages/graph/src'
import { flakeChanges } from '../../packages/nx/src/flake/flake-changes'
import { writeUserFiles } from '../../packages/nx/src/write-user-files'
import { packPlugin } from '../kit/packed-plugin'
import { writeInputs } from '../sandboxed-nix/flake-inputs'
import { surveyHost } from '../sandboxed-nix/host'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import type { BenchContext } from './bench-context'
import { readCachedTasks } from './cached-tasks'
import { DEFAULT_OPTIONS } from './generate/options'
import { writeMonorepo } from './generate-monorepo'
import { installPlugin } from './node-modules'
import { differencesOf, readNxGraph } from './nx-graph'
import { NxWorkspace } from './nx-workspace'
import { pairedRuns } from './paired-runs'
import { writeByHand } from './plain-nx'
import { type Ratio, ratiosOf } from './ratio'
import { inferredTrivially, NAMED_INPUTS, TARGET_DEFAULTS, withoutMetadata } from './trivial-builds'

const BUILD = ['run-many', '-t', 'build', '--outputStyle=static']
const WITHOUT_KEYS = [...BUILD, '--excludeTaskDependencies']
/** Longer than what has just been written is not believed. */
const SETTLED_MS = 2700

/** `nx run-many -t build` with the Nix builder when nothing has changed, against the same run without our key tasks. */
export async function cachedNixBenchmark(context: BenchContext): Promise<Ratio[]> {
  const directory = join(context.scratch, 'cached-nix')
  mkdirSync(directory, { recursive: true })
  const real = { crane: undefined, nixpkgsLib: undefined }
  const host = surveyHost()
  const inputs = writeInputs(join(directory, 'inputs'), { host, real })
  const nix = await SandboxedNix.open({ directory: join(directory, 'nix'), host, inputs })
  try {
    const { root, workspace } = prepare(context, { directory, nix })
    // A task has another hash where its key task does not run, so each way fills the cache for itself.
    workspace.outputOf(BUILD)
    fillWithoutKeys(root, workspace)
    const projects = settle(workspace)
    const memo = () => statSync(join(root, stateDirectory(root), 'nix-evaluation.json')).ino
    const before = memo()
    const runs = pairedRuns(
      [
        { name: 'ours', run: () => workspace.measure(BUILD) },
        { name: 'without', run: () => workspace.measure(WITHOUT_KEYS) },
      ],
      context.runs,
    )
    if (memo() !== before) throw new Error(`${root}: Nix was asked although nothing had changed`)
    return ratiosOf(
      {
        what: `cached build of ${projects} projects, Nix builder, no Nix process`,
        against: 'the run without our key tasks',
        ours: runs.ours,
        theirs: runs.without,
        bounds: { wall: 1.1 },
      },
      ['wall', 'cpu'],
    )
  } finally {
    // Nix makes what is in its store read-only, directories too.
    execFileSync('chmod', ['-R', 'u+w', directory])
    rmSync(directory, { recursive: true })
  }
}

function prepare(
  { say }: BenchContext,
  { directory, nix }: { readonly directory: string; readonly nix: SandboxedNix },
): { readonly root: string; readonly workspace: NxWorkspace } {
  const root = join(directory, 'repository')
  // A wasm crate of the generator uses no wasm-bindgen, so that no package can be made of it.
  writeMonorepo(root, { ...DEFAULT_OPTIONS, wasm: 0 })
  installPlugin(root, {
    plugin: packPlugin(join(directory, 'plugin')).directory,
    packages: ['nx', '@nx/devkit', '@nx/js', 'typescript'],
  })
  const workspace = new NxWorkspace({
    root,
    stateDirectory: join(directory, 'state'),
    plugins: ['nx-crane'],
    daemon: false,
    isolatePlugins: true,
    namedInputs: NAMED_INPUTS,
    targetDefaults: TARGET_DEFAULTS,
    environment: { ...nix.env, NX_CRANE_BUILDER: 'nix' },
  })
  mkdirSync(join(directory, 'state'))
  const graph = () => withoutMetadata(readNxGraph(workspace, join(directory, 'graph.json')))
  const inferred = graph()
  const wanted = inferredTrivially(inferred)
  writeByHand(root, { wanted, found: inferred })
  const differences = differencesOf(wanted, graph())
  if (differences.length > 0)
    throw new Error(`not the projects that were to be written:\n${differences.slice(0, 20).join('\n')}`)

  writeUserFiles(root, flakeChanges(readSourceTree(root)))
  writeFileSync(join(root, '.gitignore'), 'node_modules\n.nx\ndist\n')
  for (const args of [['init'], ['add', '--all']]) execFileSync('git', args, { cwd: root, stdio: 'ignore' })
  say(`${inferred.projects.size} projects, ${nix.version}`)
  return { root, workspace }
}

/** Our executor refuses tasks without their key task, so another one stands in for it that says yes to all of them. */
function fillWithoutKeys(root: string, workspace: NxWorkspace): void {
  const executor = join(root, 'node_modules/nx-crane/dist/executors/cargo-batch.js')
  const ours = readFileSync(executor)
  rmSync(executor)
  writeFileSync(executor, ASSENTING)
  try {
    workspace.outputOf(WITHOUT_KEYS)
  } finally {
    writeFileSync(executor, ours)
  }
}

const ASSENTING = `exports.default = async function* ({ tasks }) {
  for (const task of Object.keys(tasks)) yield { task, result: { success: true, terminalOutput: 'yes' } }
}
`

/** Runs until what both ways remember is believed. Gives the number of builds, all of which are from the cache. */
function settle(workspace: NxWorkspace): number {
  let projects = 0
  for (const args of [BUILD, BUILD, WITHOUT_KEYS]) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED_MS)
    workspace.outputOf(args)
    const { fromCache, run } = readCachedTasks(workspace.cacheDirectory, 'build')
    if (run.length > 0) throw new Error(`run again: ${run.slice(0, 20).join(', ')}`)
    projects = fromCache
  }
  return projects
}
