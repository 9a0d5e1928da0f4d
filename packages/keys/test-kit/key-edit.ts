import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { KeyWorkspace } from './key-workspace'

/** An edit of the workspace, and the tasks whose keys it changes and no others: `crate: kinds`. */
export type KeyEdit = [what: string, edit: (it: KeyWorkspace) => void, changed: readonly string[]]

export const COMPILED = 'build test lint doc'
export const ALL = 'build test lint format doc'
export const EVERYONE = (kinds: string) =>
  ['app', 'derive', 'engine', 'free', 'scripted', 'testkit'].map(
    (name) => `${name}: ${kinds}${name === 'engine' ? ' bench' : ''}`,
  )

/** The tasks whose keys an edit changes, in a workspace of its own. */
export function changesOf(edit: KeyEdit[1]): string[] {
  using workspace = new KeyWorkspace(EDITED_WORKSPACE)
  const before = workspace.keys()
  edit(workspace)
  return workspace.changesSince(before)
}
