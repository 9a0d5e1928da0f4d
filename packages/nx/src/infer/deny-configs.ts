import { baseName, childPath, parentDir, type SourceTree } from '@nx-crane/graph'

/** Where cargo-deny finds a configuration, from the directory it looks at. */
export const DENY_FILES = ['deny.toml', '.deny.toml', '.cargo/deny.toml'] as const

/** Those of the directories in which cargo-deny finds a configuration, each once, sorted. */
export function denyConfigs(tree: SourceTree, dirs: readonly string[]): string[] {
  return [...new Set(dirs)].filter((dir) => DENY_FILES.some((file) => isThere(tree, dir, file))).sort()
}

/** A directory is listed only where it is there: what is not there has to be asked for again in each run. */
function isThere(tree: SourceTree, dir: string, file: string): boolean {
  const inner = parentDir(file)
  if (inner === '') return tree.list(dir)?.get(file) === 'file'
  if (tree.list(dir)?.get(inner) !== 'directory') return false
  return tree.list(childPath(dir, inner))?.get(baseName(file)) === 'file'
}
