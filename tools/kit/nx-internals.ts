import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { NxJsonConfiguration, ProjectGraph, ProjectsConfigurations, Task, TaskGraph } from '@nx/devkit'

interface FileChange {
  readonly file: string
}

interface Range {
  readonly base: string
  readonly head: string
}

/** What is needed of Nx and is not public: no public function says what is affected, or what a hash was made of. */
export interface NxInternals {
  resetWorkspaceContext(): void
  createProjectGraphAsync(options: { exitOnError: boolean }): Promise<ProjectGraph>
  readProjectsConfigurationFromProjectGraph(graph: ProjectGraph): ProjectsConfigurations
  createTaskGraph(
    graph: ProjectGraph,
    defaults: Record<string, never>,
    projects: string[],
    targets: string[],
    configuration: undefined,
    overrides: object,
  ): TaskGraph
  readNxJson(): NxJsonConfiguration
  parseFiles(range: Range): { files: string[] }
  calculateFileChanges(files: readonly string[], range: Range): FileChange[]
  filterAffected(
    graph: ProjectGraph,
    changes: readonly FileChange[],
    nxJson: NxJsonConfiguration,
  ): Promise<ProjectGraph>
  createTaskPlanningContext(graph: ProjectGraph, nxJson: NxJsonConfiguration): unknown
  selectAffectedTasks(
    graph: ProjectGraph,
    nxJson: NxJsonConfiguration,
    planning: unknown,
    request: object,
    further: { touchedFiles: readonly FileChange[] },
  ): Promise<{ taskSelection: { initiatingTaskIds: string[] } }>
  createTaskHasher(graph: ProjectGraph, nxJson: NxJsonConfiguration, options: object): unknown
  hashTasks(
    hasher: unknown,
    graph: ProjectGraph,
    tasks: TaskGraph,
    environments: Record<string, NodeJS.ProcessEnv>,
    details: null,
    tasksToHash: readonly Task[],
  ): Promise<void>
  getTaskSpecificEnv(task: Task, graph: ProjectGraph): NodeJS.ProcessEnv
}

/** The module of Nx that has it. */
const MODULES: Readonly<Record<keyof NxInternals, string>> = {
  resetWorkspaceContext: 'utils/workspace-context',
  createProjectGraphAsync: 'project-graph/project-graph',
  readProjectsConfigurationFromProjectGraph: 'project-graph/project-graph',
  createTaskGraph: 'tasks-runner/create-task-graph',
  readNxJson: 'config/nx-json',
  parseFiles: 'utils/command-line-utils',
  calculateFileChanges: 'project-graph/file-utils',
  filterAffected: 'project-graph/affected/affected-project-graph',
  createTaskPlanningContext: 'hasher/task-planning-context',
  selectAffectedTasks: 'project-graph/affected/affected-tasks',
  createTaskHasher: 'hasher/create-task-hasher',
  hashTasks: 'hasher/hash-task',
  getTaskSpecificEnv: 'tasks-runner/task-env',
}

/** Of the Nx that is installed in `root`. A module is loaded when something of it is asked for. */
export function loadNx(root: string): NxInternals {
  const load = createRequire(join(root, 'package.json'))
  const directory = join(realpathSync(join(root, 'node_modules/nx')), 'dist/src')
  const getters = Object.entries(MODULES).map(([name, module]) => [
    name,
    { get: () => (load(join(directory, module)) as Readonly<Record<string, unknown>>)[name] },
  ])
  return Object.defineProperties({}, Object.fromEntries(getters)) as NxInternals
}
