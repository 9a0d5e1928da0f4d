import type { Crate } from '../crate'
import { crateContents } from '../crate-contents'
import { baseName } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** The Rust sources in the directory of a crate, without those of projects within, and without what tools have left there. */
export function crateSources(tree: SourceTree, { dir }: Pick<Crate, 'dir'>): string[] {
  const isOther = (path: string, kind: string) => kind === 'directory' && isProjectOrCopy(tree, path)
  return crateContents({ dir, list: (path) => tree.list(path), isOther }, 'tested').filter((path) =>
    path.endsWith('.rs'),
  )
}

/** What is copied or linked into a crate has its edges where it comes from. */
function isProjectOrCopy(tree: SourceTree, path: string): boolean {
  if (FILLED_BY_TOOLS.has(baseName(path)) || tree.isLink?.(path)) return true
  const entries = tree.list(path)
  return entries?.has('Cargo.toml') || entries?.has('package.json') || false
}

const FILLED_BY_TOOLS = new Set(['dist', 'pkg', 'vendor'])
