import { CRATE_TASK_KINDS } from '../target-kinds'
import type { CrateTask } from './crate-task'

/**
 * The tasks in the order they may run: a stage starts when the ones before it have ended. Crates of one kind that
 * depend on each other share a stage, since cargo orders them itself; a task that waits for one of another kind (tests
 * for a build) comes in a later stage.
 */
export function batchStages(tasks: readonly CrateTask[]): CrateTask[][] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const stageById = new Map<string, number>()
  const stageOf = (task: CrateTask): number => {
    const known = stageById.get(task.id)
    if (known !== undefined) return known
    // Nx's task graph has no cycles; should one come, it is cut here
    stageById.set(task.id, 0)
    let stage = 0
    for (const id of task.dependencies) {
      const dependency = byId.get(id)
      if (dependency) stage = Math.max(stage, stageOf(dependency) + (ordersItself(dependency, task) ? 0 : 1))
    }
    stageById.set(task.id, stage)
    return stage
  }
  const stages: CrateTask[][] = []
  for (const task of tasks) {
    const stage = stageOf(task)
    while (stages.length <= stage) stages.push([])
    stages[stage]?.push(task)
  }
  const order = (task: CrateTask) => CRATE_TASK_KINDS.indexOf(task.kind)
  return stages.map((stage) => stage.sort((a, b) => order(a) - order(b)))
}

/** Whether cargo sees to it that `task` comes after `dependency`, and fails it when that one does not compile. */
export function ordersItself(dependency: CrateTask, task: CrateTask): boolean {
  return dependency.kind === task.kind && dependency.workspace === task.workspace
}
