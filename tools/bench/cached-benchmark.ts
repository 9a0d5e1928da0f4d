import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packPlugin } from '../kit/packed-plugin'
import type { BenchContext } from './bench-context'
import { readCachedTasks } from './cached-tasks'
import { planCrates } from './generate/crate-plan'
import { DEFAULT_OPTIONS } from './generate/options'
import { writeMonorepo } from './generate-monorepo'
import { installPlugin } from './node-modules'
import { differencesOf, type NxGraph, readNxGraph } from './nx-graph'
import { NxWorkspace, type NxWorkspaceSettings } from './nx-workspace'
import { pairedRuns } from './paired-runs'
import { EMPTY_HOOK, EMPTY_PLUGIN, installEmptyPlugins, writeByHand } from './plain-nx'
import { type Ratio, ratiosOf } from './ratio'
import {
  handwrittenTrivially,
  inferredTrivially,
  NAMED_INPUTS,
  TARGET_DEFAULTS,
  withoutMetadata,
} from './trivial-builds'
import { addTrivialExecutor } from './trivial-executor'

const BUILD = ['run-many', '-t', 'build', '--outputStyle=static'] as const
const WHAT = `cached build ${DEFAULT_OPTIONS.crates} + ${DEFAULT_OPTIONS.packages}`
const WALL = { wall: 1.15 }

/** `nx run-many -t build` when nothing has changed since the last one, with trivial commands in place of compilers. */
export function cachedBenchmark(context: BenchContext): Ratio[] {
  const place = prepare(context)
  return [...withDaemon(place, context), ...withoutDaemon(place, context)]
}

interface Place {
  /** With nx-crane; only what the builds run is written by hand. */
  readonly inferred: string
  /** Plain Nx, everything written by hand. */
  readonly written: string
  readonly state: string
  /** How many projects have one: a Cargo workspace of its own has none. */
  readonly builds: number
}

function prepare({ scratch, say }: BenchContext): Place {
  const plugin = packPlugin(join(scratch, 'plugin')).directory
  addTrivialExecutor(plugin)
  const base = join(scratch, 'cached')
  const directories = { inferred: join(base, 'inferred'), written: join(base, 'written') }
  const state = join(base, 'state')
  mkdirSync(state, { recursive: true })
  writeMonorepo(directories.inferred, DEFAULT_OPTIONS)
  cpSync(directories.inferred, directories.written, { recursive: true, verbatimSymlinks: true })
  for (const root of [directories.inferred, directories.written])
    installPlugin(root, { plugin, packages: ['nx', '@nx/devkit', '@nx/js', 'typescript'] })
  rmSync(join(directories.written, 'node_modules', 'nx-crane'), { recursive: true })
  installEmptyPlugins(directories.written)

  const graphOf = (name: string, settings: Partial<NxWorkspaceSettings>): NxGraph =>
    withoutMetadata(
      readNxGraph(workspaceOf({ ...directories, state }, name, settings), join(base, `${name}.json`)),
    )
  const [ours, plain] = [{ plugins: ['nx-crane'] }, { root: directories.written }]
  const inferred = graphOf('inferred-graph', ours)
  const found = graphOf('found-graph', plain)
  const wanted = {
    inferred: inferredTrivially(inferred),
    written: handwrittenTrivially({ inferred, found, crateDependencies: crateDependencies() }),
  }
  writeByHand(directories.inferred, { wanted: wanted.inferred, found: inferred })
  writeByHand(directories.written, { wanted: wanted.written, found })
  const differences = [
    ...differencesOf(wanted.inferred, graphOf('inferred-trivial-graph', ours)),
    ...differencesOf(wanted.written, graphOf('written-graph', plain)),
  ]
  if (differences.length > 0)
    throw new Error(`not the projects that were to be written:\n${differences.slice(0, 20).join('\n')}`)
  say(`${inferred.projects.size} projects; what nx-crane infers for them is kept`)
  const builds = [...inferred.projects.values()].filter(({ configuration }) => configuration.targets?.build)
  return { ...directories, state, builds: builds.length }
}

/** Dev-dependencies left out: some close cycles, and `^build` may have none. */
function crateDependencies(): ReadonlyMap<string, readonly string[]> {
  const crates = planCrates(DEFAULT_OPTIONS)
  const projectOf = new Map(crates.map(({ name, npm }) => [name, npm ?? name]))
  return new Map(
    crates.map(({ dir, dependencies }) => [
      dir,
      dependencies.flatMap(({ name, from, kind }) =>
        from === 'local' && kind !== 'dev' ? [projectOf.get(name) ?? name] : [],
      ),
    ]),
  )
}

function workspaceOf(
  { inferred, state }: Pick<Place, 'inferred' | 'state'>,
  name: string,
  settings: Partial<NxWorkspaceSettings>,
): NxWorkspace {
  return new NxWorkspace({
    root: inferred,
    stateDirectory: join(state, name),
    plugins: [],
    daemon: false,
    isolatePlugins: true,
    namedInputs: NAMED_INPUTS,
    targetDefaults: TARGET_DEFAULTS,
    ...settings,
  })
}

/** The daemon outlives the command, so that neither its time nor its memory is measured. */
function withDaemon(place: Place, context: BenchContext): Ratio[] {
  return [
    ...comparedWithDaemon(place, context, { isolatePlugins: true, plugins: [EMPTY_HOOK], bound: 1.15 }),
    ...comparedWithDaemon(place, context, { isolatePlugins: false, plugins: [], bound: 1.08 }),
  ]
}

interface Compared {
  readonly isolatePlugins: boolean
  /** Those of plain Nx. */
  readonly plugins: readonly string[]
  readonly bound: number
}

/** Each with a daemon of its own, none of which is left when others are measured. */
function comparedWithDaemon(
  place: Place,
  context: BenchContext,
  { isolatePlugins, plugins, bound }: Compared,
): Ratio[] {
  const how = isolatePlugins ? 'isolated' : 'in-process'
  const shared = { daemon: true, isolatePlugins }
  const ours = workspaceOf(place, `ours-daemon-${how}`, { ...shared, plugins: ['nx-crane'] })
  const plain = workspaceOf(place, `plain-daemon-${how}`, { ...shared, root: place.written, plugins })
  try {
    fillCaches(
      { [`nx-crane, daemon on, ${how}`]: ours, [`plain Nx, daemon on, ${how}`]: plain },
      place,
      context,
    )
    const runs = pairedRuns(
      [
        { name: 'ours', run: () => ours.measure(BUILD) },
        { name: 'plain', run: () => plain.measure(BUILD) },
      ],
      context.runs,
    )
    return ratiosOf(
      {
        what: `${WHAT}, daemon on${isolatePlugins ? '' : ', NX_ISOLATE_PLUGINS=false'}`,
        against:
          plugins.length === 0 ? 'plain Nx, no plugin' : 'plain Nx, an empty plugin with the same hook',
        ours: runs.ours,
        theirs: runs.plain,
        bounds: { wall: bound },
      },
      ['wall'],
    )
  } finally {
    ours.stopDaemon()
    plain.stopDaemon()
  }
}

function withoutDaemon(place: Place, context: BenchContext): Ratio[] {
  const inProcess = { isolatePlugins: false }
  const [ours, empty] = [{ plugins: ['nx-crane'] }, { root: place.written, plugins: [EMPTY_PLUGIN] }]
  const workspaces = {
    ours: workspaceOf(place, 'ours', ours),
    'plain-empty': workspaceOf(place, 'plain-empty', empty),
    plain: workspaceOf(place, 'plain', { root: place.written }),
    'ours-in-process': workspaceOf(place, 'ours-in-process', { ...ours, ...inProcess }),
    'plain-empty-in-process': workspaceOf(place, 'plain-empty-in-process', { ...empty, ...inProcess }),
  }
  fillCaches(workspaces, place, context)
  const contestant = <Name extends keyof typeof workspaces>(name: Name) => ({
    name,
    run: () => workspaces[name].measure(BUILD),
  })
  const names = Object.keys(workspaces) as (keyof typeof workspaces)[]
  const runs = pairedRuns(names.map(contestant), context.runs)
  return [
    ...ratiosOf(
      {
        what: WHAT,
        against: 'plain Nx, an empty plugin',
        ours: runs.ours,
        theirs: runs['plain-empty'],
        bounds: WALL,
      },
      ['wall', 'cpu', 'memory'],
    ),
    ...ratiosOf(
      { what: WHAT, against: 'plain Nx, no plugin', ours: runs.ours, theirs: runs.plain, bounds: {} },
      ['wall', 'cpu', 'memory'],
    ),
    ...ratiosOf(
      {
        what: `${WHAT}, NX_ISOLATE_PLUGINS=false`,
        against: 'plain Nx, an empty plugin',
        ours: runs['ours-in-process'],
        theirs: runs['plain-empty-in-process'],
        bounds: {},
      },
      ['wall', 'cpu', 'memory'],
    ),
  ]
}

/**
 * Builds in every workspace, and again once all have been built: those that share a directory have by then overwritten
 * what the others left in it.
 *
 * @throws when a build of the second round is not from the cache
 */
function fillCaches(
  workspaces: Readonly<Record<string, NxWorkspace>>,
  place: Place,
  { say }: BenchContext,
): void {
  for (const workspace of Object.values(workspaces)) workspace.outputOf(BUILD)
  for (const [name, workspace] of Object.entries(workspaces)) {
    workspace.outputOf(BUILD)
    const { fromCache, run } = readCachedTasks(workspace.cacheDirectory, 'build')
    if (fromCache !== place.builds || run.length > 0)
      throw new Error(
        `${name}: ${fromCache} of ${place.builds} builds are from the cache; run again: ${run.slice(0, 20).join(', ')}`,
      )
    say(`${name}: ${fromCache} of ${place.builds} builds are from the cache`)
  }
}
