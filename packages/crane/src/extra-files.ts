import {
  type Crate,
  childPath,
  isWithin,
  parentDir,
  pathPattern,
  patternBase,
  resolvePath,
  type SourceTree,
  scanRust,
} from '@nx-crane/cargo'

export interface CrateSurroundings {
  readonly tree: SourceTree
  /** Directories of other crates below the crate's own. */
  readonly nestedDirs: readonly string[]
}

/**
 * The files that a build of the crate reads and that the library does not take from its directory by itself, sorted:
 * those that its sources include from elsewhere, texts such as its README, and what
 * `package.metadata.nx-crane.include` names.
 */
export function extraFiles(crate: Crate, { tree, nestedDirs }: CrateSurroundings): string[] {
  const accepts = (dir: string) => !SKIPPED.test(dir) && !nestedDirs.includes(dir)
  const sources = filesBelow(tree, crate.dir, accepts).filter(
    (path) => path.endsWith('.rs') && comesAlong(crate.dir, path),
  )
  const found = new Set<string>()
  for (const source of sources) {
    for (const { path, from, testOnly } of scanRust(tree.read(source) ?? '').includes) {
      const included = resolvePath(from === 'crate' ? crate.dir : parentDir(source), path)
      if (testOnly || included === null || comesAlong(crate.dir, included, nestedDirs)) continue
      if (isFile(tree, included)) found.add(included)
    }
  }
  for (const path of declaredFiles(crate, tree)) if (!comesAlong(crate.dir, path, nestedDirs)) found.add(path)
  return [...found].sort()
}

const SKIPPED = /(?:^|\/)(?:node_modules|target|\.[^/]*)$/

/** What lib/crate-files.nix leaves out of a build, below a crate's directory. */
const LEFT_OUT =
  /(?:^|\/)\.|(?:^|\/)(?:node_modules|target)\/|\.(?:md|markdown)$|^(?:tests|benches|examples|docs?|pkg|dist\/cargo|dist\/doc)\/|^(?:README|CHANGELOG|CHANGES|HISTORY|CONTRIBUTING|LICEN[SC]E|COPYING|AUTHORS|NOTICE|UNLICENSE|SECURITY|CODE_OF_CONDUCT)(?:[.-][^/]*)?(?:\/|$)|^package\.json$|^Cargo\.(?:toml|lock)$/i

function comesAlong(crateDir: string, path: string, nestedDirs: readonly string[] = []): boolean {
  if (!isWithin(crateDir, path) || nestedDirs.some((dir) => isWithin(dir, path))) return false
  return !LEFT_OUT.test(crateDir === '' ? path : path.slice(crateDir.length + 1))
}

function declaredFiles(crate: Crate, tree: SourceTree): string[] {
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

function isFile(tree: SourceTree, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return tree.list(parentDir(path))?.get(name) === 'file'
}

function filesBelow(tree: SourceTree, dir: string, accepts: (dir: string) => boolean): string[] {
  const found: string[] = []
  const queue = [dir]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [name, kind] of tree.list(next) ?? []) {
      const path = childPath(next, name)
      if (kind === 'file') found.push(path)
      else if (kind === 'directory' && accepts(path)) queue.push(path)
    }
  }
  return found
}
