import { childPath } from '@nx-crane/graph'
import { planGitIgnore } from '../init/git-ignore'
import type { CargoRoot } from './cargo-root'
import type { Draft } from './draft'

/** Keeps what tasks write for a new crate out of git. */
export function ignoreWritten(
  draft: Draft,
  { root, dir, wasmOutDir }: { root: CargoRoot; dir: string; wasmOutDir?: string },
): void {
  const written = [
    { dir: childPath(root.dir, 'target'), line: 'target/' },
    { dir: childPath(dir, 'dist'), line: 'dist/' },
    ...(wasmOutDir === undefined ? [] : [{ dir: childPath(dir, wasmOutDir), line: `${wasmOutDir}/` }]),
  ]
  draft.include(planGitIgnore((path) => draft.read(path), written))
}
