import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { NxJsonConfiguration, ProjectGraph, ProjectsConfigurations, TaskGraph } from '@nx/devkit'

interface FileChange {
  readonly file: string
}

interface Range {
  readonly base: string
  readonly head: string
}

/** What is needed of Nx and is not public: no public function says what is affected. */
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
}

/** Of the Nx that is installed in `root`. */
export function loadNx(root: string): NxInternals {
  const load = createRequire(join(root, 'package.json'))
  const directory = join(realpathSync(join(root, 'node_modules/nx')), 'dist/src')
  const modules = [
    'utils/workspace-context',
    'project-graph/project-graph',
    'tasks-runner/create-task-graph',
    'config/configuration',
    'utils/command-line-utils',
    'project-graph/file-utils',
    'project-graph/affected/affected-project-graph',
    'hasher/task-planning-context',
    'project-graph/affected/affected-tasks',
  ]
  return Object.assign({}, ...modules.map((module) => load(join(directory, module)))) as NxInternals
}
