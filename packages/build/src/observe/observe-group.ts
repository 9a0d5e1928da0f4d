import { dirname } from 'node:path'
import type { BatchContext, CrateGroup } from '../crate-group'
import type { CrateTaskResult } from '../crate-task'
import { type ObservedRun, RunObserver } from './observe-run'

/** What was seen of the programs of one group of tasks. */
export type ObservedGroup = ObservedRun & { readonly group: CrateGroup }

/**
 * Runs a group and, when all its tasks have ended, tells `onObserved` of the batch what its programs read. Where nobody
 * wants to know nothing is observed; rustfmt reads what its key says.
 */
export async function* observeGroup(
  group: CrateGroup,
  context: BatchContext,
  run: (group: CrateGroup, context: BatchContext) => AsyncGenerator<CrateTaskResult, void>,
): AsyncGenerator<CrateTaskResult, void> {
  const root = group.members[0]?.task.root
  const isRefused = group.members.some(({ task }) => task.observe === false)
  if (context.onObserved === null || root === undefined || isRefused || group.kind === 'format') {
    yield* run(group, context)
    return
  }
  const { signal } = context
  const { targetDirectory } = group.packages
  const workspaceDirectory = dirname(group.workspace)
  using observer = await RunObserver.begin({ root, workspaceDirectory, targetDirectory, signal })
  yield* run(group, { ...context, observer })
  context.onObserved({ group, ...observer.read() })
}
