import type { Crate } from '../crate'
import { crateContents } from '../crate-contents'
import { baseName, childPath, isWithin, parentDir } from '../repository-path'
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
  const isLink = linksIn(tree)
  const isOther = (path: string, isDirectory: boolean) => {
    const target = isLink(path) ? tree.linkTarget?.(path) : undefined
    if (target !== undefined && !isWithin(crate.dir, target)) links.push(target)
    if (!isDirectory) return false
    if (FILLED_BY_TOOLS.has(baseName(path))) return true
    const entries = tree.list(path)
    const isCrate = crateDirs.has(path) || entries?.has('Cargo.toml')
    const isPackage = entries?.has('package.json') || entries?.has('project.json')
    // A crate among the data of tests is data.
    if (isCrate ? isWithin(childPath(crate.dir, 'tests'), path) : isPackage) packages.push(path)
    return isCrate || isPackage || false
  }
  const contents = crateContents({ dir: crate.dir, list: (path) => tree.list(path), isOther }, 'tested')
  const roots = crate.crateTargets.map(({ path }) => path).filter((path) => !path.startsWith('../'))
  return {
    sources: [...new Set([...contents.filter((path) => path.endsWith('.rs')), ...roots])],
    links,
    packages: packages.length > FEW ? topOf(packages, crate) : packages,
  }
}

/** What builds leave there changes with each. */
const FILLED_BY_TOOLS = new Set(['dist', 'pkg'])
const FEW = 8

/** Most directories have no link in them, which is asked once. */
function linksIn(tree: SourceTree): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return (path) => {
    const dir = parentDir(path)
    const has = known.get(dir) ?? tree.hasLinks?.(dir) ?? false
    known.set(dir, has)
    return has && (tree.isLink?.(path) ?? false)
  }
}

/** The directories at the top of the crate's in which paths lie. */
function topOf(paths: readonly string[], { dir }: Crate): string[] {
  const start = dir === '' ? 0 : dir.length + 1
  return [...new Set(paths.map((path) => childPath(dir, path.slice(start).split('/', 1)[0] ?? '')))]
}
