import { childPath } from '@nx-crane/cargo'
import type { Workspace } from './workspace'

/** The directory of the project that has the targets of a Cargo workspace: its own where that is a project, else Cargo's below it. */
export function workspaceHome(dir: string, { isProjectDir }: Pick<Workspace, 'isProjectDir'>): string {
  return isProjectDir(dir) ? dir : childPath(dir, '.cargo')
}
