import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { packPlugin } from '../kit/packed-plugin'
import type { BenchContext } from './bench-context'
import { generateRepository, type Size } from './generated-repository'
import { installPlugin } from './node-modules'
import { differencesOf, type NxGraph, readNxGraph } from './nx-graph'
import { type ColdAndWarm, NxWorkspace, type NxWorkspaceSettings, SHOW_PROJECTS } from './nx-workspace'
import { pairedRuns } from './paired-runs'
import { EMPTY_PLUGIN, installEmptyPlugins, writeByHand } from './plain-nx'
import { type Bounds, type Quantity, type Ratio, ratiosOf } from './ratio'
import type { Row } from './row'

const QUANTITIES: readonly Quantity[] = ['cpu', 'wall', 'memory']
const BOUNDS: Bounds = { cpu: 1.15, wall: 1.15, memory: 1.2 }

/** `nx show projects --json` with nx-crane, against plain Nx on the same projects with the same targets written by hand. */
export function graphBenchmark(context: BenchContext): Row[] {
  const plugin = packPlugin(join(context.scratch, 'plugin')).directory
  return context.sizes.flatMap((size) => {
    const directories = prepare(size, { plugin, context })
    return [...withoutDaemon(size, directories, context), ...withDaemon(size, directories, context)]
  })
}

interface Directories {
  /** With nx-crane, nothing configured. */
  readonly inferred: string
  /** Plain Nx, everything written by hand. */
  readonly written: string
  readonly state: string
}

function prepare(size: Size, { plugin, context }: { plugin: string; context: BenchContext }): Directories {
  const base = join(context.scratch, `graph-${size}`)
  const directories = {
    inferred: join(base, 'inferred'),
    written: join(base, 'written'),
    state: join(base, 'state'),
  }
  mkdirSync(directories.state, { recursive: true })
  generateRepository(directories.inferred, size)
  cpSync(directories.inferred, directories.written, { recursive: true, verbatimSymlinks: true })
  for (const root of [directories.inferred, directories.written])
    installPlugin(root, { plugin, packages: ['nx', '@nx/devkit'] })
  installEmptyPlugins(directories.written)

  const graphOf = (name: string, settings: Partial<NxWorkspaceSettings>): NxGraph =>
    readNxGraph(workspaceOf(directories, name, settings), join(base, `${name}.json`))
  const wanted = graphOf('inferred-graph', { plugins: ['nx-crane'] })
  const found = graphOf('found-graph', { root: directories.written })
  writeByHand(directories.written, { wanted, found })
  const written = graphOf('written-graph', { root: directories.written })
  const differences = differencesOf(wanted, written)
  if (differences.length > 0)
    throw new Error(`not the same projects by hand:\n${differences.slice(0, 20).join('\n')}`)
  context.say(`${size} + ${size}: ${wanted.projects.size} projects, the same by hand`)
  return directories
}

function workspaceOf(
  directories: Directories,
  name: string,
  settings: Partial<NxWorkspaceSettings>,
): NxWorkspace {
  return new NxWorkspace({
    root: directories.inferred,
    stateDirectory: join(directories.state, name),
    plugins: [],
    daemon: false,
    isolatePlugins: true,
    ...settings,
  })
}

function withoutDaemon(size: Size, directories: Directories, context: BenchContext): Ratio[] {
  const contestant = <Name extends string>(name: Name, settings: Partial<NxWorkspaceSettings>) => ({
    name,
    run: () => workspaceOf(directories, name, settings).coldAndWarm(SHOW_PROJECTS),
  })
  const { written } = directories
  const inProcess = { isolatePlugins: false }
  const runs = pairedRuns(
    [
      contestant('ours', { plugins: ['nx-crane'] }),
      contestant('plain-empty', { root: written, plugins: [EMPTY_PLUGIN] }),
      contestant('plain', { root: written }),
      contestant('ours-in-process', { plugins: ['nx-crane'], ...inProcess }),
      contestant('plain-empty-in-process', { root: written, plugins: [EMPTY_PLUGIN], ...inProcess }),
    ],
    context.runs,
  )
  return (['cold', 'warm'] as const).flatMap((state) => {
    const what = `graph ${size} + ${size}, ${state}`
    const of = (measured: readonly ColdAndWarm[]) => measured.map((run) => run[state])
    return [
      ...ratiosOf(
        {
          what,
          against: 'plain Nx, an empty plugin',
          ours: of(runs.ours),
          theirs: of(runs['plain-empty']),
          bounds: BOUNDS,
        },
        QUANTITIES,
      ),
      ...ratiosOf(
        { what, against: 'plain Nx, no plugin', ours: of(runs.ours), theirs: of(runs.plain), bounds: {} },
        QUANTITIES,
      ),
      ...ratiosOf(
        {
          what: `${what}, NX_ISOLATE_PLUGINS=false`,
          against: 'plain Nx, an empty plugin',
          ours: of(runs['ours-in-process']),
          theirs: of(runs['plain-empty-in-process']),
          bounds: {},
        },
        QUANTITIES,
      ),
    ]
  })
}

/** The daemon has the graph already: what is measured is the client, in which no plugin runs. */
function withDaemon(size: Size, directories: Directories, context: BenchContext): Ratio[] {
  const ours = workspaceOf(directories, 'ours-daemon', { plugins: ['nx-crane'], daemon: true })
  const theirs = workspaceOf(directories, 'plain-daemon', {
    root: directories.written,
    plugins: [EMPTY_PLUGIN],
    daemon: true,
  })
  try {
    for (const workspace of [ours, theirs]) workspace.outputOf(SHOW_PROJECTS)
    const runs = pairedRuns(
      [
        { name: 'ours', run: () => ours.measure(SHOW_PROJECTS) },
        { name: 'theirs', run: () => theirs.measure(SHOW_PROJECTS) },
      ],
      context.runs,
    )
    return ratiosOf(
      {
        what: `graph ${size} + ${size}, daemon on`,
        against: 'plain Nx, an empty plugin',
        ours: runs.ours,
        theirs: runs.theirs,
        bounds: {},
      },
      ['wall'],
    )
  } finally {
    ours.stopDaemon()
    theirs.stopDaemon()
  }
}
