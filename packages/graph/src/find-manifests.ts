import { childPath } from './repository-path'
import type { SourceTree } from './source-tree'

export interface ManifestPaths {
  /** Paths of every `Cargo.toml`, sorted. */
  readonly cargo: readonly string[]
  /** Paths of every `package.json`, sorted. */
  readonly npm: readonly string[]
  /** Paths of every `project.json`, in which Nx lets a directory declare its project, sorted. */
  readonly nx: readonly string[]
}

/**
 * Every `Cargo.toml`, `package.json` and `project.json` of a repository. Skips `node_modules`, directories whose name begins with a
 * dot, build directories (those that hold a `CACHEDIR.TAG`), and what is only reached through a symbolic link.
 */
export function findManifests(tree: SourceTree): ManifestPaths {
  const cargo: string[] = []
  const npm: string[] = []
  const nx: string[] = []
  const queue = ['']
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== '' && entries.has('CACHEDIR.TAG'))) continue
    for (const [name, kind] of entries) {
      // Cargo looks at what is no file as well: that is said by what reads it.
      if (kind !== 'directory' && name === 'Cargo.toml') cargo.push(childPath(dir, name))
      else if (kind === 'file') {
        if (name === 'package.json') npm.push(childPath(dir, name))
        else if (name === 'project.json') nx.push(childPath(dir, name))
      } else if (kind === 'directory' && name !== 'node_modules' && !name.startsWith('.')) {
        const path = childPath(dir, name)
        if (!tree.isLink?.(path)) queue.push(path)
      }
    }
  }
  return { cargo: cargo.sort(), npm: npm.sort(), nx: nx.sort() }
}
