import {
  ancestorsOf,
  type Crate,
  type CrateListing,
  childPath,
  filesBelow,
  gitIgnore,
  isFile,
  isIgnoredWithin,
  isWithin,
  listCrate,
  parentDir,
  type SourceTree,
  treeFiles,
} from '@nx-crane/graph'
import type { Workspace } from '../infer/workspace'

/** Lists what belongs to the projects of a repository. Never what Git ignores, nor what tools have made. */
export class KeptDirectories {
  readonly #tree: SourceTree
  readonly #files: CrateListing['files']
  readonly #crates: ReadonlyMap<string, Crate>
  readonly #projectDirs: ReadonlySet<string>
  readonly #isIgnored: (path: string, isDirectory: boolean) => boolean

  constructor(workspace: Workspace) {
    this.#tree = workspace.tree
    this.#files = treeFiles(workspace.tree)
    this.#crates = new Map(workspace.graph.crates.map((crate) => [crate.dir, crate]))
    this.#projectDirs = new Set([
      ...this.#crates.keys(),
      ...workspace.packages.map(({ dir }) => dir),
      ...[...workspace.names.keys()].filter((dir) => workspace.nxProjectAt(dir) !== undefined),
    ])
    this.#isIgnored = gitIgnore((path) => (isFile(this.#tree, path) ? this.#tree.read(path) : undefined))
  }

  /** Files of the projects in a directory. Of the repository itself only what may be its crate's: the rest is everybody's. */
  filesOf(dir: string): string[] {
    if (dir !== '') return this.below(dir)
    const crate = this.#crates.get('')
    if (!crate) return []
    return [...listCrate(this.listing(crate), 'all'), ...HIDDEN.flatMap((name) => this.below(name))]
  }

  /** What is kept beside all projects in the root, since tools look for it there. */
  filesInRoot(accepts: (name: string) => boolean): string[] {
    return [...(this.#tree.list('') ?? [])].flatMap(([name, kind]) =>
      kind === 'file' && accepts(name) && !this.#isIgnored(name, false) ? [name] : [],
    )
  }

  listing({ dir }: Pick<Crate, 'dir'>): CrateListing {
    return {
      files: this.#files,
      dir,
      isCrateDir: (path) => this.#crates.has(path),
      isIgnored: this.#isIgnored,
    }
  }

  /** Whether a project lies in a directory or below it. */
  readonly holdsProject = (dir: string): boolean => {
    this.#holders ??= new Set([...this.#projectDirs].flatMap((each) => [each, ...ancestorsOf(each)]))
    return this.#holders.has(dir)
  }
  #holders: ReadonlySet<string> | undefined

  /** Whether Git ignores a path, or a directory that it lies in. */
  isHidden(path: string): boolean {
    return isIgnoredWithin({ isIgnored: this.#isIgnored }, path, false)
  }

  /** The files below a directory that are no other project's. */
  below(dir: string): string[] {
    return filesBelow(this.#tree, dir, (path, isDirectory) => {
      if (this.#isIgnored(path, isDirectory)) return false
      if (!isDirectory) return true
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (name === 'node_modules' || name === '.git' || name === '.nx') return false
      if (this.#tree.list(path)?.has('CACHEDIR.TAG')) return false
      return !this.#isOther(path, dir)
    })
  }

  /** A crate among the data of tests is data, unless a workspace has it as a member. */
  #isOther(path: string, dir: string): boolean {
    if (!this.#projectDirs.has(path)) return false
    const crate = this.#crates.get(path)
    const isData = isWithin(childPath(dir, 'tests'), parentDir(path))
    return !(isData && (crate === undefined || crate.workspace === crate.id))
  }
}

/** Of a crate in the root: what its macros and its test runner read. */
const HIDDEN = ['.sqlx', '.config']
