import type { CargoCase } from './cargo-case'
import { type CargoRun, runCargo } from './cargo-run'
import {
  type CaseVerdict,
  consequenceOf,
  differences,
  type Evidence,
  judgeCase,
  type KeptRun,
} from './case-verdict'
import { type CaseTask, readKeys, type TaskKey, taskName } from './crate-keys-of'
import type { ScratchWorkspace } from './scratch-workspace'
import { tasksOf } from './tasks-of'
import { treeDigest } from './tree-digest'

export interface TaskVerdict extends CaseVerdict {
  /** Crate and kind. */
  readonly task: string
}

/** By {@link taskName}. */
type ByTask<T> = ReadonlyMap<string, T>

export interface Played {
  readonly verdicts: readonly TaskVerdict[]
  /** What each task came to before the edit, and its key then. */
  readonly before: ByTask<CargoRun>
  readonly keys: ByTask<TaskKey>
}

/**
 * Builds the tasks before the keys are taken that an edit is judged by: what such a build leaves behind for later keys is there by
 * then. Plain cargo leaves nothing.
 */
export type FirstBuild = (workspace: ScratchWorkspace, tasks: readonly CaseTask[]) => Promise<void>

export interface Stage {
  readonly workspace: ScratchWorkspace
  readonly tasks: readonly CaseTask[]
  readonly firstBuild: FirstBuild
}

/** Makes the edit of a case in its workspace, and judges each of its tasks by what cargo does then. */
export async function play(
  each: CargoCase,
  workspace: ScratchWorkspace,
  firstBuild: FirstBuild,
): Promise<readonly TaskVerdict[]> {
  const tasks = tasksOf(workspace, each)
  const { verdicts, before } = await playEdit((it) => each.edit(it), { workspace, tasks, firstBuild })
  const failed = [...before].find(([, { result }]) => result.code !== '0')
  if (failed)
    throw new Error(`fails before the edit: ${failed[0]}\n${Object.values(failed[1].result).join('\n')}`)
  return verdicts
}

/** The same for an edit that follows upon others, where tasks may fail before and after. */
export async function playEdit(
  edit: (it: ScratchWorkspace) => void,
  { workspace, tasks, firstBuild }: Stage,
): Promise<Played> {
  await firstBuild(workspace, tasks)
  const before = await runAll(tasks, workspace)
  const keysBefore = readKeys(workspace, tasks)
  const stateBefore = stateOf(workspace)
  edit(workspace)
  const onlyTimes = stateOf(workspace) === stateBefore
  const keys = readKeys(workspace, tasks)
  const kept = await runKept(tasks, { workspace, before })
  const hidden = workspace.showUnnoticed() ? await runAll(tasks, workspace) : null
  const resultsOf = (task: CaseTask, fromNothing: CargoRun | null) => ({
    before: runOf(task, before),
    kept: runOf(task, kept),
    fromNothing,
  })
  const evidenceOf = (task: CaseTask, fromNothing: ByTask<CargoRun>): Evidence => ({
    kind: task.kind,
    keyBefore: keyOf(task, keysBefore),
    keyAfter: keys.get(taskName(task)) ?? GONE,
    ...resultsOf(task, fromNothing.get(taskName(task)) ?? null),
    hidden: (hidden && runOf(task, hidden).rebuilt.get(task.crate.name)) ?? [],
    onlyTimes,
    isOtherProgram:
      task.kind === 'test' &&
      tasks
        .filter(({ crate, kind }) => kind === 'build' && crate === task.crate)
        .some((build) => differences(resultsOf(build, fromNothing.get(taskName(build)) ?? null)).length > 0),
  })
  // Where the key is another, and had to be, nothing more needs to be known.
  const isKnown = (task: CaseTask) => {
    const evidence = evidenceOf(task, new Map())
    return consequenceOf(evidence) === 'must' && evidence.keyBefore.key !== evidence.keyAfter.key
  }
  const open = tasks.filter((task) => !isKnown(task))
  if (open.length > 0) workspace.clean()
  const fromNothing = await runAll(open, workspace)
  return {
    verdicts: tasks.map((task) => ({
      task: `${task.crate.name} ${task.kind}`,
      ...judgeCase(evidenceOf(task, fromNothing)),
    })),
    before,
    keys: keysBefore,
  }
}

/** The key of a crate that the edit removed. */
const GONE: TaskKey = { key: 'none', inputs: new Map(), fault: 'the crate is not there any more' }

function keyOf(task: CaseTask, keys: ByTask<TaskKey>): TaskKey {
  const key = keys.get(taskName(task))
  if (!key || key.fault !== null) throw new Error(`no key before the edit: ${taskName(task)}: ${key?.fault}`)
  return key
}

function runOf<T>(task: CaseTask, runs: ByTask<T>): T {
  const run = runs.get(taskName(task))
  if (!run) throw new Error(`${taskName(task)} did not run`)
  return run
}

async function runAll(
  tasks: readonly CaseTask[],
  workspace: ScratchWorkspace,
): Promise<Map<string, CargoRun>> {
  const runs = new Map<string, CargoRun>()
  for (const task of tasks) runs.set(taskName(task), await runCargo(workspace, task))
  return runs
}

/** Runs each task after the edit. What cargo builds in each run, whether anything was edited or not, says nothing about the edit. */
async function runKept(
  tasks: readonly CaseTask[],
  { workspace, before }: { readonly workspace: ScratchWorkspace; readonly before: ByTask<CargoRun> },
): Promise<Map<string, KeptRun>> {
  const runs = new Map<string, KeptRun>()
  for (const task of tasks) {
    const { rebuilt, ...run } = await runCargo(workspace, task)
    const own = rebuilt.get(task.crate.name) ?? []
    const isOther = JSON.stringify(run.result) !== JSON.stringify(runOf(task, before).result)
    const again = own.length > 0 && !isOther ? await runCargo(workspace, task) : undefined
    const always = again?.rebuilt.get(task.crate.name) ?? []
    runs.set(taskName(task), { ...run, rebuilt: own.filter((reason) => !always.includes(reason)) })
  }
  return runs
}

/** All that a build can see, without times. */
function stateOf({ base, environment }: ScratchWorkspace): string {
  return treeDigest(base, (name) => name === 'target') + JSON.stringify(Object.entries(environment).sort())
}
