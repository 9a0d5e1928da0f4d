import type { Crate } from './crate'
import { filesBelow, type Listings } from './files-below'
import { asTable, stringsOf } from './manifest/toml-table'
import { ancestorsOf, isWithin, resolvePath } from './repository-path'
import { pathPattern, patternBase } from './sources/path-pattern'

/** The files that `package.metadata.nx-crane.include` of a crate names, from its directory. */
export function declaredFiles(
  crate: Pick<Crate, 'dir' | 'metadata'>,
  { files, isFile }: { readonly files: Listings; isFile(path: string): boolean },
): string[] {
  const globs = stringsOf(asTable(crate.metadata['nx-crane']), 'include') ?? []
  return globs.flatMap((glob) => {
    const declared = declaredGlob(crate.dir, glob)
    if (declared === null) return []
    const { pattern, base } = declared
    if (base === pattern && isFile(pattern)) return [pattern]
    return filesBelow(files, base, (path, isDirectory) =>
      isDirectory ? !isSkippedByGlobs(path) : declared.covers(path),
    )
  })
}

/** One glob of `include`, from the root of the repository. */
export interface DeclaredGlob {
  readonly pattern: string
  /** The directory that it looks into, or the file that it is. */
  readonly base: string
  /** Whether a file is one that it names. */
  covers(path: string): boolean
}

/** Null for one that leads out of the repository, or names all of it. */
export function declaredGlob(dir: string, glob: string): DeclaredGlob | null {
  const pattern = resolvePath(dir, glob)
  if (pattern === null || pattern === '') return null
  const base = patternBase(pattern)
  const matches = pathPattern(base === pattern ? `${pattern}/**` : pattern)
  const covers = (path: string) =>
    path === pattern || (matches(path) && !ancestorsBelow(base, path).some(isSkippedByGlobs))
  return { pattern, base, covers }
}

/** Whether globs do not look into a directory. */
export function isSkippedByGlobs(directory: string): boolean {
  return SKIPPED.test(directory)
}

function ancestorsBelow(base: string, path: string): string[] {
  return ancestorsOf(path).filter((each) => each !== base && isWithin(base, each))
}

const SKIPPED = /(?:^|\/)(?:node_modules|\.git|target)$/
