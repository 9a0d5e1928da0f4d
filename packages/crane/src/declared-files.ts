import { type Crate, pathPattern, patternBase, resolvePath, type SourceTree } from '@nx-crane/cargo'
import { filesBelow, isFile } from './files-below'

/** The files that `package.metadata.nx-crane.include` of a crate names. */
export function declaredFiles(crate: Crate, tree: SourceTree): string[] {
  const settings = crate.metadata['nx-crane']
  const globs =
    typeof settings === 'object' && settings !== null && 'include' in settings ? settings.include : []
  return (Array.isArray(globs) ? globs : []).flatMap((glob: unknown) => {
    const pattern = typeof glob === 'string' ? resolvePath(crate.dir, glob) : null
    if (pattern === null || pattern === '') return []
    const base = patternBase(pattern)
    if (base === pattern && isFile(tree, pattern)) return [pattern]
    const matches = pathPattern(base === pattern ? `${pattern}/**` : pattern)
    return filesBelow(tree, base, (dir) => !/(?:^|\/)(?:node_modules|\.git|target)$/.test(dir)).filter(
      matches,
    )
  })
}
