import { join } from 'node:path'
import type { CrateTask } from '../src/crate-task'
import { DEFAULT_SETTINGS } from './default-settings'

/** A task of a crate with no option set; `manifest`, `workspace` and `outputDir` are paths from the root. */
export function plainTask(
  root: string,
  task: Pick<CrateTask, 'id' | 'kind' | 'crate' | 'manifest' | 'workspace' | 'outputDir'>,
): CrateTask {
  return {
    ...task,
    root,
    manifest: join(root, task.manifest),
    workspace: join(root, task.workspace),
    outputDir: join(root, task.outputDir),
    settings: DEFAULT_SETTINGS,
    testRunner: 'cargo',
    warnings: 'allow',
    dependencies: [],
  }
}
