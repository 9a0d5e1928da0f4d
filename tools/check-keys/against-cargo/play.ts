import type { CargoCase } from './cargo-case'
import { type CargoRun, runCargo } from './cargo-run'
import { type CaseVerdict, consequenceOf, judgeCase, type KeptRun } from './case-verdict'
import { type CaseTask, readKeys, taskName } from './crate-keys-of'
import type { ScratchWorkspace } from './scratch-workspace'
import { tasksOf } from './tasks-of'
import { treeDigest } from './tree-digest'

export interface TaskVerdict extends CaseVerdict {
  /** Crate and kind. */
  readonly task: string
}

/**
 * Builds the tasks for the first time, before the keys are taken that the edit is judged by: what such a build leaves behind
 * for later keys is there by then. Plain cargo leaves nothing.
 */
export type FirstBuild = (workspace: ScratchWorkspace, tasks: readonly CaseTask[]) => Promise<void>

/** Makes the edit of a case in its workspace, and judges each of its tasks by what cargo does then. */
export async function play(
  { edit, ...about }: Pick<CargoCase, 'edit' | 'kinds' | 'crates'>,
  workspace: ScratchWorkspace,
  firstBuild: FirstBuild = async () => {},
): Promise<TaskVerdict[]> {
  const tasks = tasksOf(workspace, about)
  await firstBuild(workspace, tasks)
  const before = await runAll(tasks, workspace)
  for (const [task, { result }] of before)
    if (result.code !== '0')
      throw new Error(
        `fails before the edit: ${task}\n${result.errors ?? ''}${result.said ?? ''}${result.tests ?? ''}`,
      )
  const keysBefore = readKeys(workspace)
  const stateBefore = stateOf(workspace)
  edit(workspace)
  const onlyTimes = stateOf(workspace) === stateBefore
  const keysAfter = readKeys(workspace)
  const kept = await runKept(tasks, workspace, before)
  // Of what is another already nothing more needs to be known.
  const open = tasks.filter((task) => {
    const name = taskName(task)
    const evidence = { ...runsOf(task, { before, kept }), kind: task.kind, fromNothing: null, onlyTimes }
    return consequenceOf(evidence) !== 'must' || keysBefore.get(name)?.key === keysAfter.get(name)?.key
  })
  if (open.length > 0) workspace.clean()
  const fromNothing = await runAll(open, workspace)
  return tasks.map((task) => {
    const name = taskName(task)
    const evidence = {
      kind: task.kind,
      ...runsOf(task, { before, kept }),
      fromNothing: fromNothing.get(name) ?? null,
      onlyTimes,
    }
    const [keyBefore, keyAfter] = [keysBefore.get(name), keysAfter.get(name) ?? GONE]
    if (!keyBefore || keyBefore.fault !== null)
      throw new Error(`no key before the edit: ${name}: ${keyBefore?.fault}`)
    return { task: `${task.crate.name} ${task.kind}`, ...judgeCase({ keyBefore, keyAfter, ...evidence }) }
  })
}

/** The key of a crate that the edit removed. */
const GONE = { key: 'none', inputs: new Map(), fault: 'the crate is not there any more' }

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
  workspace: ScratchWorkspace,
  before: ReadonlyMap<string, CargoRun>,
): Promise<Map<string, KeptRun>> {
  const runs = new Map<string, KeptRun>()
  for (const task of tasks) {
    const { rebuilt, ...run } = await runCargo(workspace, task)
    const own = rebuilt.get(task.crate.name) ?? []
    const isOther = JSON.stringify(run.result) !== JSON.stringify(before.get(taskName(task))?.result)
    const again =
      own.length > 0 && !isOther ? (await runCargo(workspace, task)).rebuilt.get(task.crate.name) : []
    runs.set(taskName(task), { ...run, rebuilt: own.filter((reason) => !again?.includes(reason)) })
  }
  return runs
}

interface Runs {
  readonly before: ReadonlyMap<string, CargoRun>
  readonly kept: ReadonlyMap<string, KeptRun>
}

function runsOf(task: CaseTask, runs: Runs): { before: CargoRun; kept: KeptRun } {
  const [before, kept] = [runs.before.get(taskName(task)), runs.kept.get(taskName(task))]
  if (!before || !kept) throw new Error(`${taskName(task)} did not run`)
  return { before, kept }
}

/** All that a build can see, without times. */
function stateOf({ base, environment }: ScratchWorkspace): string {
  return treeDigest(base, (name) => name === 'target') + JSON.stringify(Object.entries(environment).sort())
}
