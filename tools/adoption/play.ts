import type { PackedPlugin } from '../kit/packed-plugin'
import { AdoptedRepository } from './adopted-repository'
import type { AdoptionCase, Step } from './adoption-case'
import { differencesOf, listDifferences, saidDifferences } from './differences'
import type { NxMajor } from './linked-modules'
import type { NxGraph } from './nx-graph'

export interface Played {
  /** What is not as the case says; `[]` when all is well. */
  readonly differences: readonly string[]
  readonly root: string
}

/** Plays one case: Nx without the plugin, the plugin, and the same again. */
export async function play(adoption: AdoptionCase, nx: NxMajor, plugin: PackedPlugin): Promise<Played> {
  const repository = await AdoptedRepository.create(adoption, nx)
  return { differences: await played(adoption, repository, plugin), root: repository.root }
}

async function played(
  adoption: AdoptionCase,
  repository: AdoptedRepository,
  plugin: PackedPlugin,
): Promise<string[]> {
  const isWorkspace = repository.exists('nx.json')
  const before = isWorkspace ? await repository.graph() : { graph: NOTHING, said: [], output: '' }
  if (before.graph === null) return [`Nx does not work without the plugin either:\n${before.output}`]
  const worked = isWorkspace ? await workingCommands(adoption, repository) : []
  const added = await repository.addPlugin(plugin)
  if (added !== null && added.code !== 0) return [`init failed:\n${added.output}`]
  const after = await repository.graph()
  if (after.graph === null) return [`Nx has no graph with the plugin:\n${after.output}`]
  const said = after.said.filter((line) => !before.said.includes(line))
  return [
    ...differencesOf(adoption, before.graph, after.graph),
    ...saidDifferences(said, adoption.said ?? []),
    ...(isWorkspace
      ? listDifferences(
          'commands that work without the plugin',
          worked.map(String),
          adoption.commands?.map(String) ?? [],
        )
      : []),
    ...(await commandDifferences(adoption, repository)),
    ...(await stepDifferences(adoption, repository)),
    ...(await refusalDifferences(adoption, repository)),
  ]
}

const NOTHING: NxGraph = { projects: {}, edges: [] }

async function workingCommands(
  { commands = [] }: AdoptionCase,
  repository: AdoptedRepository,
): Promise<(readonly string[])[]> {
  const worked = []
  for (const command of commands) {
    if ((await repository.nx(uncached(command))).code === 0) worked.push(command)
  }
  return worked
}

async function commandDifferences(
  { commands = [] }: AdoptionCase,
  repository: AdoptedRepository,
): Promise<string[]> {
  const differences = []
  for (const command of commands) {
    const { code, output } = await repository.nx(uncached(command))
    if (code !== 0) differences.push(`nx ${command.join(' ')} works no more:\n${output}`)
  }
  return differences
}

/** What was built without the plugin must not be taken for what is built with it. */
function uncached(command: readonly string[]): readonly string[] {
  return /^(run|run-many)$/.test(command[0] ?? '')
    ? [...command, '--skip-nx-cache', '--outputStyle=static']
    : command
}

async function stepDifferences({ steps = [], edgesMayHold }: AdoptionCase, repository: AdoptedRepository) {
  const differences = []
  for (const step of steps) {
    const found = await stepped(step, repository, edgesMayHold ?? [])
    differences.push(...found.map((difference) => `${step.title}: ${difference}`))
  }
  return differences
}

async function stepped(
  step: Step,
  repository: AdoptedRepository,
  edgesMayHold: readonly string[],
): Promise<string[]> {
  repository.write(step.write ?? {})
  for (const path of step.remove ?? []) repository.remove(path)
  const differences = []
  if (step.run !== undefined) {
    const { executed, hits, failed, finished } = await repository.tasks(step.run)
    const found = [
      ...listDifferences('executed', executed, step.executed ?? []),
      ...listDifferences('from the cache', hits, step.hits ?? []),
      ...listDifferences('failed', failed, step.failed ?? []),
    ]
    differences.push(...found, ...(found.length > 0 ? [finished.output] : []))
  }
  if (step.edges !== undefined || step.said !== undefined) {
    const { graph, said, output } = await repository.graph()
    if (graph === null) return [...differences, `Nx has no graph any more:\n${output}`]
    const edges = graph.edges.filter((edge) => !edgesMayHold.includes(edge))
    if (step.edges !== undefined) differences.push(...listDifferences('edges', edges, step.edges))
    if (step.said !== undefined) differences.push(...saidDifferences(said, step.said))
  }
  for (const [path, text] of Object.entries(step.contents ?? {})) {
    const content = repository.exists(path) ? repository.read(path) : 'no such file'
    if (!content.includes(text)) differences.push(`${path} has not ${JSON.stringify(text)} but:\n${content}`)
  }
  return differences
}

async function refusalDifferences(
  { refusal, files }: AdoptionCase,
  repository: AdoptedRepository,
): Promise<string[]> {
  if (refusal === undefined) return []
  const texts = () =>
    Object.keys(files)
      .map((path) => repository.read(path))
      .join('\0')
  const before = texts()
  const { code, output } = await repository.init()
  return [
    ...(code === 0 ? ['init does not refuse'] : []),
    ...(refusal.test(output) ? [] : [`init does not say ${refusal} but:\n${output}`]),
    ...(texts() === before ? [] : ['init changes files though it refuses']),
  ]
}
