import { shellCommand } from '@nx-crane/files'
import type { RepositoryFacts } from './facts'

/** The lock of a Cargo workspace: one that is there, or that its first build writes because something comes from elsewhere. */
export interface WorkspaceLock {
  readonly path: string
  readonly isThere: boolean
  /** Writes one where there is none. */
  readonly generate: string
}

/** In the order of the workspaces. One without a lock that needs nothing from elsewhere has nothing that could differ. */
export function workspaceLocks({ workspace }: Pick<RepositoryFacts, 'workspace'>): WorkspaceLock[] {
  const asking = new Set(
    workspace.crates.flatMap((crate) =>
      crate.dependencies.some(({ source, crate }) => source.from !== 'path' && crate === null)
        ? [crate.workspace]
        : [],
    ),
  )
  return workspace.workspaces.flatMap(({ lock, dir, manifest }): WorkspaceLock[] => {
    if (lock === null && !asking.has(manifest)) return []
    return [
      {
        path: lock ?? (dir === '' ? 'Cargo.lock' : `${dir}/Cargo.lock`),
        isThere: lock !== null,
        generate: shellCommand(['cargo', 'generate-lockfile', '--manifest-path', manifest]),
      },
    ]
  })
}
