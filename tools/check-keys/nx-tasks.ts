import type { ProjectGraph, Task, TaskGraph } from '@nx/devkit'
import { loadNx, type NxInternals } from '../kit/nx-internals'

export interface NxProject {
  readonly name: string
  readonly data: {
    readonly root: string
    readonly targets: Readonly<Record<string, { readonly executor?: string; readonly options?: unknown }>>
  }
}

export interface TaskHash {
  readonly hash: string
  readonly details: Readonly<Record<string, string>>
}

export interface HashedTask extends TaskHash {
  readonly project: string
  readonly target: string
}

/** The tasks of one run of Nx, planned and hashed by Nx itself, none of them executed. */
export class NxTasks {
  readonly projects: readonly NxProject[]
  readonly #nx: NxInternals
  readonly #graph: ProjectGraph
  readonly #tasks: TaskGraph

  private constructor(nx: NxInternals, graph: ProjectGraph, tasks: TaskGraph) {
    this.#nx = nx
    this.#graph = graph
    this.#tasks = tasks
    this.projects = Object.values(graph.nodes) as unknown as NxProject[]
  }

  /** What `nx run-many -t <target>` would run in the repository at `root`. */
  static async plan(root: string, target: string): Promise<NxTasks> {
    const nx = loadNx(root)
    const graph = await nx.createProjectGraphAsync({ exitOnError: true })
    const projects = Object.values(graph.nodes).filter(({ data }) => data.targets?.[target])
    const names = projects.map(({ name }) => name)
    return new NxTasks(nx, graph, nx.createTaskGraph(graph, {}, names, [target], undefined, {}))
  }

  /**
   * By id of the task, in an order in which each comes after those it depends on. `afterEach` may write what a task
   * would: later ones read it.
   */
  async hashes(afterEach: (task: HashedTask) => void): Promise<Map<string, TaskHash>> {
    const hashes = new Map<string, TaskHash>()
    for (const level of levelsOf(this.#tasks)) {
      await this.#hash(level)
      for (const task of level) {
        const hash = hashOf(task)
        hashes.set(task.id, hash)
        afterEach({ ...hash, project: task.target.project, target: task.target.target })
      }
    }
    return hashes
  }

  /** The same of tasks of which none reads what another writes, also where they wait for each other in a circle. */
  async hashesAtOnce(): Promise<Map<string, TaskHash>> {
    const tasks = Object.values(this.#tasks.tasks)
    await this.#hash(tasks)
    return new Map(tasks.map((task) => [task.id, hashOf(task)]))
  }

  async #hash(tasks: readonly Task[]): Promise<void> {
    const { readNxJson, createTaskHasher, hashTasks, getTaskSpecificEnv } = this.#nx
    const environments = Object.fromEntries(
      tasks.map((task) => [task.id, getTaskSpecificEnv(task, this.#graph)]),
    )
    // A new one each time: it may remember what it has found on the disk.
    const hasher = createTaskHasher(this.#graph, readNxJson(), {})
    await hashTasks(hasher, this.#graph, this.#tasks, environments, null, tasks)
  }
}

/** Tasks that depend on none, those that depend on these only, and so on. */
function levelsOf({ tasks, dependencies }: TaskGraph): Task[][] {
  const levels: Task[][] = []
  const done = new Set<string>()
  for (let open = Object.values(tasks); open.length > 0; open = open.filter(({ id }) => !done.has(id))) {
    const ready = open.filter(({ id }) => (dependencies[id] ?? []).every((other) => done.has(other)))
    if (ready.length === 0)
      throw new Error(`tasks wait for each other: ${open.map(({ id }) => id).join(', ')}`)
    for (const { id } of ready) done.add(id)
    levels.push(ready)
  }
  return levels
}

function hashOf({ id, hash, hashDetails }: Task): TaskHash {
  if (hash === undefined || !hashDetails) throw new Error(`Nx has no hash for ${id}`)
  return { hash, details: { command: hashDetails.command, ...hashDetails.nodes, ...hashDetails.runtime } }
}
