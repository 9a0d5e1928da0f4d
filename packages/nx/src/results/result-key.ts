import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ExecutorContext, Task, TaskGraph } from '@nx/devkit'
import { readRegularText, stateDirectory } from '@nx-crane/files'
import { type CachedKind, defaultProfile } from '@nx-crane/graph'
import { insideOf } from '../cargo/crate-task-options'
import { keyInputs } from '../infer/target-inputs'
import { keyDirectory, keysRoot } from '../key-directory'
import { parseKeyFile } from '../keys/key-file'

/** The task in Nx's terms, and what about its options names its key file. */
export interface KeyedTask {
  /** As the task graph of the run has it. */
  readonly id: string
  readonly kind: CachedKind
  /** All options of the task; each may change its result. */
  readonly options: {
    readonly crate: string
    readonly manifest: string
    readonly profile?: string
    readonly targetTriple?: string
    readonly args?: readonly string[]
  }
}

export type RunContext = Pick<ExecutorContext, 'root' | 'projectsConfigurations' | 'taskGraph'>

/**
 * The text that names everything that the task's result depends on, null when that is not known: the command line has
 * arguments for it, somebody gave it inputs beside its key, or no key task ran before it.
 *
 * @param code what code this is, since other code may leave other files
 */
export function resultKey(context: RunContext, task: KeyedTask, code: string): string | null {
  const nxTask = context.taskGraph?.tasks[task.id]
  if (!context.taskGraph || !nxTask || hasOverrides(nxTask)) return null
  const manifest = insideOf(context.root, task.options.manifest).slice(context.root.length + 1)
  const crate = { name: task.options.crate, dir: manifest === 'Cargo.toml' ? '' : dirname(manifest) }
  if (!isDeepStrictEqual(targetOf(context, nxTask)?.inputs, keyInputs(crate, task.kind, false))) return null
  if (!hasKeyTask(context, { id: task.id, manifest })) return null
  const file = join(
    context.root,
    keysRoot(stateDirectory(context.root)),
    keyDirectory(crate.name, crate.dir),
    task.kind,
  )
  const key = readKey(file, profileOf(task))
  if (key === null) return null
  // The root: what a compiler leaves may hold the directory it was made in.
  const { configuration } = nxTask.target
  return JSON.stringify([code, context.root, task.kind, key, configuration ?? null, sorted(task.options)])
}

/**
 * Whether the task's key was computed in this run: without that the key file may be one of an earlier run.
 *
 * @param task id of the task, and the manifest of its crate relative to the Nx workspace
 */
export function hasKeyTask(
  context: RunContext,
  task: { readonly id: string; readonly manifest: string },
): boolean {
  if (!context.taskGraph) return false
  return dependenciesOf(context.taskGraph, task.id).some((id) => isKeyTask(context, id, task.manifest))
}

function hasOverrides({ overrides }: Task): boolean {
  return Object.values((overrides ?? {}) as Record<string, unknown>).some(
    (value) => !Array.isArray(value) || value.length > 0,
  )
}

/** What the project graph says of the target of a task. */
export function targetOf(context: RunContext, { target }: Task) {
  return context.projectsConfigurations.projects[target.project]?.targets?.[target.target]
}

function isKeyTask(context: RunContext, id: string, manifest: string): boolean {
  const task = context.taskGraph?.tasks[id]
  const target = task && targetOf(context, task)
  return target?.executor === 'nx-crane:key' && target.options?.manifest === manifest
}

/** Nx 23 has the ids of tasks here, Nx 24 objects that hold them. */
export function dependenciesOf(taskGraph: TaskGraph, id: string): string[] {
  const dependencies: readonly (string | { readonly id: string })[] = taskGraph.dependencies[id] ?? []
  return dependencies.map((dependency) => (typeof dependency === 'string' ? dependency : dependency.id))
}

/**
 * The profile that the task compiles with; null when it has several (clippy on tests), or arguments that may say another, or builds
 * for another target than by itself.
 */
function profileOf({ kind, options }: KeyedTask): string | null {
  if (kind === 'lint' || options.args?.length || options.targetTriple !== undefined) return null
  return options.profile ?? defaultProfile(kind)
}

function readKey(path: string, profile: string | null): string | null {
  try {
    return parseKeyFile(readRegularText(path), profile)
  } catch {
    return null
  }
}

/** Options come in the order in which they were written, which means nothing. */
function sorted(options: object): [string, unknown][] {
  return Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))
}
