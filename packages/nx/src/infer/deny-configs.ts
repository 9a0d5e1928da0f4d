import { childPath, type SourceTree } from '@nx-crane/cargo'

/** Those of the directories in which cargo-deny finds a configuration, each once, sorted. */
export function denyConfigs(tree: SourceTree, dirs: readonly string[]): string[] {
  const isFile = (dir: string, name: string) => tree.list(dir)?.get(name) === 'file'
  return [...new Set(dirs)]
    .filter(
      (dir) =>
        isFile(dir, 'deny.toml') ||
        isFile(dir, '.deny.toml') ||
        isFile(childPath(dir, '.cargo'), 'deny.toml'),
    )
    .sort()
}
