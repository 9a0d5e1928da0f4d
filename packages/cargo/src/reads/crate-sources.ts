import type { Crate } from '../crate'
import { childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** The Rust sources in the directory of a crate, without those of projects within, and without what tools have left there. */
export function* crateSources(tree: SourceTree, { dir: crateDir }: Pick<Crate, 'dir'>): Generator<string> {
  const queue = [crateDir]
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== crateDir && isOther(entries))) continue
    for (const [name, kind] of entries) {
      const path = childPath(dir, name)
      if (kind === 'directory') {
        if (!name.startsWith('.') && !FILLED_BY_TOOLS.has(name) && !tree.isLink?.(path)) queue.push(path)
      } else if (kind === 'file' && name.endsWith('.rs')) yield path
    }
  }
}

const FILLED_BY_TOOLS = new Set(['node_modules', 'dist', 'pkg', 'target', 'vendor'])

function isOther(entries: ReadonlyMap<string, unknown>): boolean {
  return entries.has('Cargo.toml') || entries.has('package.json') || entries.has('CACHEDIR.TAG')
}
