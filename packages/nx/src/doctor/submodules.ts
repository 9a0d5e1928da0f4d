import { parseSubmodules, type SourceTree, type Submodule } from '@nx-crane/graph'

/** Those in whose directory there is nothing: Git makes the directory and leaves it empty. */
export function emptySubmodules(tree: SourceTree): Submodule[] {
  const text = tree.read('.gitmodules')
  return text === undefined
    ? []
    : parseSubmodules(text).filter(({ path }) => (tree.list(path)?.size ?? 0) === 0)
}
