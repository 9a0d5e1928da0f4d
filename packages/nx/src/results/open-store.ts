import { lstatSync } from 'node:fs'
import { foreignWriter, makeDirectories, visibleText } from '@nx-crane/files'
import type { ResultStore } from './result-store'

/**
 * Makes the directory of a store that is not there yet, for this user alone. Returns why it must not be used: what lies in
 * it is put in place, run and served, so nobody else may put anything there.
 *
 * @param root of the repository
 */
export function openStore({ directory }: ResultStore, root: string): string | null {
  try {
    makeDirectories(directory, 0o700)
  } catch {
    // Where nothing can be written, keeping says so; there may be something to restore.
  }
  const stats = lstatSync(directory, { throwIfNoEntry: false })
  if (stats?.isSymbolicLink()) {
    return notUsed(directory, {
      message: 'it is a link',
      hint: 'set NX_CRANE_RESULTS_DIR to what it points to',
    })
  }
  const writer = foreignWriter(directory, { repository: root })
  return writer && notUsed(writer.path, writer)
}

function notUsed(
  path: string,
  { message, hint }: { readonly message: string; readonly hint: string },
): string {
  return `the result store is not used: ${visibleText(path)}: ${message}\n  ${visibleText(hint)}, or set NX_CRANE_RESULTS_DIR to another directory`
}
