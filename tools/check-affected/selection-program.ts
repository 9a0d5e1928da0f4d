import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutorContext, ProjectGraph, TargetConfiguration, TaskGraph } from '@nx/devkit'
import { stateDirectory } from '@nx-crane/files'
import keyBatchExecutor from '../../packages/nx/src/executors/key-batch'
import { keyKindOf } from '../../packages/nx/src/infer/target-inputs'
import { keyDirectory, keysRoot } from '../../packages/nx/src/key-directory'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import { loadNx, type NxInternals } from '../kit/nx-internals'
import type { CommitState, Granularity } from './selection'
import { undeclaredFiles } from './undeclared-files'

/** What tasks are asked for, as in `nx affected -t …`. */
const TARGETS = ['build', 'test', 'lint', 'format', 'doc', 'bench', 'wasm', 'typecheck']

/** Writes into a file what Nx and the plugin make of each commit of the repository in the current directory. */
async function main(output: string, revisions: readonly string[]): Promise<void> {
  const root = process.cwd()
  const nx = loadNx(root)
  const states: CommitState[] = []
  for (const [index, revision] of revisions.entries()) {
    execFileSync('git', ['checkout', '--quiet', '--force', revision], { cwd: root })
    execFileSync('git', ['clean', '--quiet', '-d', '--force'], { cwd: root })
    nx.resetWorkspaceContext()
    const graph = await nx.createProjectGraphAsync({ exitOnError: true })
    const base = revisions[index - 1]
    states.push({
      revision,
      ...(await keysOf(root, graph, nx)),
      selected: base === undefined ? {} : await selectedAfter({ base, head: revision }, graph, nx),
      undeclared: index === 0 || index === revisions.length - 1 ? undeclaredFiles(root, graph) : [],
    })
    writeFileSync(output, JSON.stringify(states))
  }
}

async function selectedAfter(
  range: { base: string; head: string },
  graph: ProjectGraph,
  nx: NxInternals,
): Promise<Record<Granularity, string[]>> {
  const nxJson = nx.readNxJson()
  const { files } = nx.parseFiles(range)
  const changes = nx.calculateFileChanges(files, range)
  const affected = await nx.filterAffected(graph, changes, nxJson)
  const request = {
    ...{ targets: TARGETS, changedFiles: files, fileChangeArgs: range, configuration: undefined },
    ...{ overrides: {}, extraTargetDependencies: {}, excludeTaskDependencies: false, exclude: [] },
    ...{ selectivelyHashTsConfig: false, explain: false },
  }
  const planning = nx.createTaskPlanningContext(graph, nxJson)
  const { taskSelection } = await nx.selectAffectedTasks(graph, nxJson, planning, request, {
    touchedFiles: changes,
  })
  const projects = Object.values(affected.nodes)
  return {
    projects: projects.flatMap(({ name, data }) =>
      TARGETS.filter((target) => data.targets?.[target]).map((target) => `${name}:${target}`),
    ),
    tasks: taskSelection.initiatingTaskIds,
  }
}

async function keysOf(
  root: string,
  graph: ProjectGraph,
  nx: NxInternals,
): Promise<Pick<CommitState, 'keys' | 'reaches'>> {
  const crates = Object.values(graph.nodes).filter(
    ({ data }) => data.targets?.key?.executor === 'nx-crane:key',
  )
  const options = Object.fromEntries(
    crates.map(({ name, data }) => [`${name}:key`, data.targets?.key?.options as KeyOptions]),
  )
  const tasks = { tasks: Object.fromEntries(Object.keys(options).map((id) => [id, { id }])) }
  const projectsConfigurations = nx.readProjectsConfigurationFromProjectGraph(graph)
  const context = { root, projectsConfigurations } as unknown as ExecutorContext
  const results = keyBatchExecutor(tasks as unknown as TaskGraph, options, {}, context)
  for await (const _ of results);
  const keys: Record<string, string | null> = {}
  for (const { name, data } of crates) {
    const { crate } = options[`${name}:key`] ?? { crate: '' }
    const dir = data.root === '.' ? '' : data.root
    const written = filesIn(join(root, keysRoot(stateDirectory(root)), keyDirectory(crate, dir)))
    for (const [target, configuration] of Object.entries(data.targets ?? {})) {
      const kind = kindOf(configuration, { name: crate, dir })
      if (kind === undefined || !TARGETS.includes(target)) continue
      // Beside what Nix builds there is none for what is not cached.
      const isUnasked = written.size > 0 && !written.has(kind)
      if (!isUnasked) keys[`${name}:${target}`] = written.get(kind) ?? null
    }
  }
  return { keys, reaches: reachesOf(graph, keys, nx) }
}

function kindOf(target: TargetConfiguration, crate: { name: string; dir: string }): string | undefined {
  const kind = keyKindOf(target.inputs ?? [], crate)
  if (kind !== undefined) return kind
  return target.executor?.startsWith('nx-crane:') && target.options?.kind === 'bench' ? 'bench' : undefined
}

function filesIn(directory: string): Map<string, string> {
  try {
    return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]))
  } catch {
    return new Map()
  }
}

/** Tasks of packages wait for those of the crates that they are made with. */
function reachesOf(
  graph: ProjectGraph,
  keys: CommitState['keys'],
  nx: NxInternals,
): Record<string, string[]> {
  const names = Object.values(graph.nodes)
    .filter(({ data }) => TARGETS.some((target) => data.targets?.[target]))
    .map(({ name }) => name)
  const { tasks, dependencies } = nx.createTaskGraph(graph, {}, names, TARGETS, undefined, {})
  const idsOf = (id: string) =>
    (dependencies[id] ?? []).map((each: string | { id: string }) =>
      typeof each === 'string' ? each : each.id,
    )
  const reaches = (id: string, seen: Set<string>): Set<string> => {
    for (const next of idsOf(id)) {
      if (seen.has(next)) continue
      seen.add(next)
      reaches(next, seen)
    }
    return seen
  }
  return Object.fromEntries(
    Object.keys(tasks).flatMap((id) => {
      if (id in keys || !TARGETS.includes(tasks[id]?.target.target ?? '')) return []
      const found = [...reaches(id, new Set())].filter((other) => /:wasm$/.test(other) && other in keys)
      return found.length > 0 ? [[id, found]] : []
    }),
  )
}

const [output = '', ...revisions] = process.argv.slice(2)
main(output, revisions).then(
  // Nx keeps its database open.
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
