import type { Crate } from '../crate'
import { filesBelow } from '../files-below'
import { childPath, isWithin } from '../repository-path'
import type { SourceTree } from '../source-tree'

export interface CrateSurroundings {
  /** Rust sources in the crate's directory, and the roots of its targets elsewhere. */
  readonly sources: readonly string[]
  /** Where symbolic links in its directory lead. */
  readonly links: readonly string[]
  /** Directories of projects within whose files Nx counts to them, and Cargo to the crate: npm packages, data of tests. */
  readonly packages: readonly string[]
}

/** What of the repository belongs to a crate by where it lies. */
export function outsideSources(
  crate: Crate,
  tree: SourceTree,
  crateDirs: ReadonlySet<string>,
): CrateSurroundings {
  const links: string[] = []
  const packages: string[] = []
  const note = (path: string) => {
    const target = tree.linkTarget?.(path)
    if (target !== undefined && !isWithin(crate.dir, target)) links.push(target)
  }
  const linked = new Map<string, boolean>()
  const hasLinks = (dir: string) => {
    const known = linked.get(dir) ?? tree.hasLinks?.(dir) ?? false
    linked.set(dir, known)
    return known
  }
  const sources = filesBelow(tree, crate.dir, (path, isDirectory) => {
    const slash = path.lastIndexOf('/')
    if (hasLinks(slash < 0 ? '' : path.slice(0, slash)) && tree.isLink?.(path)) note(path)
    if (!isDirectory) return path.endsWith('.rs')
    if (LEFT_BY_TOOLS.test(path)) return false
    const entries = tree.list(path)
    if (entries?.has('CACHEDIR.TAG')) return false
    const isCrate = crateDirs.has(path) || entries?.has('Cargo.toml')
    const isPackage = entries?.has('package.json') || entries?.has('project.json')
    // A crate among the data of tests is data.
    if (isCrate ? isWithin(childPath(crate.dir, 'tests'), path) : isPackage) packages.push(path)
    return !isCrate && !isPackage
  })
  const roots = crate.crateTargets.map(({ path }) => path).filter((path) => !path.startsWith('../'))
  return {
    sources: [...new Set([...sources, ...roots])],
    links,
    packages: packages.length > FEW ? topOf(packages, crate) : packages,
  }
}

/** The directories at the top of the crate's in which paths lie. */
function topOf(paths: readonly string[], { dir }: Crate): string[] {
  const start = dir === '' ? 0 : dir.length + 1
  return [...new Set(paths.map((path) => childPath(dir, path.slice(start).split('/', 1)[0] ?? '')))]
}

const LEFT_BY_TOOLS = /(?:^|\/)(?:node_modules|target|\.git|\.nx)$/
const FEW = 8
