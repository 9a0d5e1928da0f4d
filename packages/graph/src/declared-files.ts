import type { Crate } from './crate'
import { filesBelow, type Listings } from './files-below'
import { asTable, stringsOf } from './manifest/toml-table'
import { resolvePath } from './repository-path'
import { pathPattern, patternBase } from './sources/path-pattern'

/** The files that `package.metadata.nx-crane.include` of a crate names, from its directory. */
export function declaredFiles(
  crate: Pick<Crate, 'dir' | 'metadata'>,
  { files, isFile }: { readonly files: Listings; isFile(path: string): boolean },
): string[] {
  const globs = stringsOf(asTable(crate.metadata['nx-crane']), 'include') ?? []
  return globs.flatMap((glob) => {
    const pattern = resolvePath(crate.dir, glob)
    if (pattern === null || pattern === '') return []
    const base = patternBase(pattern)
    if (base === pattern && isFile(pattern)) return [pattern]
    const matches = pathPattern(base === pattern ? `${pattern}/**` : pattern)
    return filesBelow(files, base, (path, isDirectory) => (isDirectory ? !SKIPPED.test(path) : matches(path)))
  })
}

const SKIPPED = /(?:^|\/)(?:node_modules|\.git|target)$/
