import type { ExecutorContext } from '@nx/devkit'

/** The id under which the task graph has the task that an executor was started for alone. */
export function taskId(
  context: Pick<ExecutorContext, 'projectName' | 'targetName' | 'configurationName'>,
): string {
  const { projectName, targetName, configurationName } = context
  return [projectName, targetName, configurationName].filter((part) => part !== undefined).join(':')
}
