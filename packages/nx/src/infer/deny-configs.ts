import { childPath, type SourceTree } from '@nx-crane/graph'

/** Those of the directories in which cargo-deny finds a configuration, each once, sorted. */
export function denyConfigs(tree: SourceTree, dirs: readonly string[]): string[] {
  const isFile = (dir: string, name: string) => tree.list(dir)?.get(name) === 'file'
  return [...new Set(dirs)]
    .filter(
      (dir) =>
        isFile(dir, 'deny.toml') ||
        isFile(dir, '.deny.toml') ||
        // Asked only where it is there: what is not there has to be asked for again in each run.
        (tree.list(dir)?.get('.cargo') === 'directory' && isFile(childPath(dir, '.cargo'), 'deny.toml')),
    )
    .sort()
}
