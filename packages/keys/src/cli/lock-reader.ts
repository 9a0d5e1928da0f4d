import type { CargoLock, CargoWorkspace, SourceTree } from '@nx-crane/graph'
import { CargoError, parseLock } from '@nx-crane/graph'
import type { KeyNodes } from '../key-nodes'
import { LockedDigests } from '../locked-digests'

/** The locks of workspaces by their root manifests, each parsed once; null for one that has none. */
export function lockReader(
  workspaces: readonly CargoWorkspace[],
  { tree, nodes }: { readonly tree: SourceTree; readonly nodes: KeyNodes },
): (workspace: string) => LockedDigests | null {
  const known = new Map<string, LockedDigests | null>()
  const lockOf = new Map(workspaces.map(({ manifest, lock }) => [manifest, lock]))
  return (workspace) => {
    let digests = known.get(workspace)
    if (digests === undefined) {
      const path = lockOf.get(workspace) ?? null
      digests = path === null ? null : new LockedDigests(readLock(path, tree), nodes)
      known.set(workspace, digests)
    }
    return digests
  }
}

function readLock(path: string, tree: SourceTree): CargoLock {
  const text = tree.read(path)
  if (text !== undefined) return parseLock(text, path)
  throw new CargoError('UNREADABLE_LOCK', {
    file: path,
    message: 'is not readable UTF-8 text',
    hint: 'restore it from version control, or remove it and run `cargo generate-lockfile`',
  })
}
