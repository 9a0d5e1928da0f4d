import { availableParallelism } from 'node:os'
import { messageOf } from '@nx-crane/files'
import type { CrateTaskKind } from '@nx-crane/graph'
import { CargoError } from '@nx-crane/graph'
import { batchStages, ordersItself } from './batch-stages'
import { buildCrates } from './build-crates'
import { CargoPackages, readCargoMetadata } from './cargo-metadata'
import { checkNames } from './cargo-settings'
import { checkTargetDirectory } from './check-target-directory'
import type { BatchContext, CrateGroup, GroupMember } from './crate-group'
import type { CrateTask, CrateTaskResult } from './crate-task'
import { documentCrates } from './document-crates'
import { formatCrates } from './format-crates'
import { groupTasks } from './group-tasks'
import { lintCrates } from './lint-crates'
import { type ObservedGroup, observeGroup } from './observe/observe-group'
import { forgetPutBackSources, type LocalPackages } from './put-back-sources'
import { readLocalPackages } from './read-local-packages'
import { testCrates } from './test-crates'

export interface BatchOptions {
  readonly signal?: AbortSignal
  /** Output that belongs to no task. */
  readonly onOutput?: (line: string) => void
  readonly concurrency?: number
  /** What was seen of each run of cargo, when its tasks have ended; without it nothing is observed. */
  readonly onObserved?: (observed: ObservedGroup) => void
  /** Is told what the crates of each workspace are compiled from, and where to, before cargo compiles any. */
  readonly onPackages?: (packages: LocalPackages) => void
  /**
   * Is asked of each task that succeeded while it was observed what is wrong with what it read. A task of which something is fails,
   * and its log ends with that.
   */
  readonly checkReads?: NonNullable<BatchContext['checkReads']>
}

type GroupRunner = (
  group: CrateGroup,
  context: BatchContext,
) => AsyncGenerator<CrateTaskResult, GroupMember[]>

const RUNNERS: Readonly<Record<CrateTaskKind, GroupRunner>> = {
  build: buildCrates,
  test: testCrates,
  lint: lintCrates,
  format: formatCrates,
  doc: documentCrates,
}

/**
 * Runs the tasks with as few invocations of cargo as possible and yields each one's result as it becomes known: exactly
 * one a task, whatever happens. A failing crate fails its own task and those of the crates that depend on it.
 */
export async function* cargoBatch(
  tasks: readonly CrateTask[],
  options: BatchOptions = {},
): AsyncGenerator<CrateTaskResult, void> {
  const context: BatchContext = {
    signal: options.signal,
    onOutput: options.onOutput ?? (() => {}),
    concurrency: options.concurrency ?? availableParallelism(),
    observer: null,
    onObserved: options.onObserved ?? null,
    checkReads: options.checkReads ?? null,
  }
  const workspaces = new WorkspaceMetadata(context.signal, options.onPackages ?? (() => {}))
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const unsuccessful = new Set<string>()
  for (const stage of batchStages(tasks)) {
    const blocked = new Set<CrateTask>()
    for (const task of stage) {
      const failed = task.dependencies.find((id) => {
        const dependency = byId.get(id)
        return dependency && unsuccessful.has(id) && !ordersItself(dependency, task)
      })
      if (failed === undefined) continue
      blocked.add(task)
      unsuccessful.add(task.id)
      yield ended(task, 'skipped', `not started, because ${failed} failed\n`)
    }
    for await (const result of runStage(
      stage.filter((task) => !blocked.has(task)),
      workspaces,
      context,
    )) {
      if (result.status !== 'success') unsuccessful.add(result.task)
      yield result
    }
  }
}

async function* runStage(
  tasks: readonly CrateTask[],
  workspaces: WorkspaceMetadata,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, void> {
  const byWorkspace = new Map<string, CrateTask[]>()
  for (const task of tasks) {
    try {
      checkNames(task.crate, task.settings)
    } catch (error) {
      yield ended(task, 'failure', textOf(error))
      continue
    }
    const others = byWorkspace.get(task.workspace)
    if (others) others.push(task)
    else byWorkspace.set(task.workspace, [task])
  }
  for (const [workspace, members] of byWorkspace) yield* runWorkspace(workspace, members, workspaces, context)
}

async function* runWorkspace(
  workspace: string,
  tasks: readonly CrateTask[],
  workspaces: WorkspaceMetadata,
  context: BatchContext,
): AsyncGenerator<CrateTaskResult, void> {
  let packages: CargoPackages
  try {
    packages = await workspaces.read(workspace)
    for (const root of new Set(tasks.map((task) => task.root))) {
      checkTargetDirectory(root, packages.targetDirectory)
    }
  } catch (error) {
    for (const task of tasks) yield ended(task, 'failure', textOf(error))
    return
  }
  const { groups, strangers } = await groupTasks(tasks, packages, context)
  for (const task of strangers) yield ended(task, 'failure', textOf(notAMember(task)))
  for (const group of groups) yield* observeGroup(group, context, runGroup)
}

/** Starts cargo again for members that it did not come to, as long as that gets somewhere. */
async function* runGroup(group: CrateGroup, context: BatchContext): AsyncGenerator<CrateTaskResult, void> {
  const open = new Map(group.members.map((member) => [member.task.id, member.task]))
  let failure = 'cargo exited without reporting a result for this crate\n'
  try {
    let members = group.members
    for (let before = Number.POSITIVE_INFINITY; members.length > 0 && members.length < before; ) {
      before = members.length
      const results = RUNNERS[group.kind]({ ...group, members }, context)
      let next = await results.next()
      for (; !next.done; next = await results.next()) {
        if (open.delete(next.value.task)) yield next.value
      }
      members = next.value
    }
  } catch (error) {
    failure = textOf(error)
  }
  for (const task of open.values()) yield ended(task, 'failure', failure)
}

/** Reads each Cargo workspace once a batch. */
class WorkspaceMetadata {
  readonly #signal: AbortSignal | undefined
  readonly #onPackages: (packages: LocalPackages) => void
  readonly #read = new Map<string, Promise<CargoPackages>>()

  constructor(signal: AbortSignal | undefined, onPackages: (packages: LocalPackages) => void) {
    this.#signal = signal
    this.#onPackages = onPackages
  }

  read(workspace: string): Promise<CargoPackages> {
    const known = this.#read.get(workspace)
    if (known) return known
    const reading = readCargoMetadata(workspace, this.#signal).then((metadata) => {
      // Before the first cargo that compiles, so that no later one has to.
      const packages = {
        targetDirectory: metadata.target_directory,
        workspaceDir: metadata.workspace_root,
        dirs: readLocalPackages(metadata),
      }
      forgetPutBackSources(packages)
      this.#onPackages(packages)
      return new CargoPackages(metadata)
    })
    this.#read.set(workspace, reading)
    return reading
  }
}

function ended(task: CrateTask, status: CrateTaskResult['status'], output: string): CrateTaskResult {
  const now = Date.now()
  return { task: task.id, status, output, startTime: now, endTime: now }
}

function notAMember(task: CrateTask): CargoError {
  return new CargoError('NOT_A_MEMBER', {
    message: `cargo finds no crate "${task.crate}" at ${task.manifest} in the workspace of ${task.workspace}`,
    hint: 'add it to workspace.members of the root manifest, or run `nx reset` if it was renamed or moved',
  })
}

function textOf(error: unknown): string {
  return `${messageOf(error)}\n`
}
