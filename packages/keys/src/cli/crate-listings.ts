import type { Crate, CrateListing, SourceTree } from '@nx-crane/graph'
import { gitIgnore, parentDir } from '@nx-crane/graph'
import { ProbedFiles } from '../probed-files'
import type { ReadSourceFiles } from '../read-source-files'

/** The files of each crate, which keep in mind what was asked of them for its sake. */
export class CrateListings {
  readonly #files: ReadSourceFiles
  readonly #tree: SourceTree
  readonly #isIgnored: CrateListing['isIgnored']
  readonly #crateDirs: ReadonlySet<string>
  readonly #listings = new Map<string, CrateListing & { readonly files: ProbedFiles }>()

  constructor(files: ReadSourceFiles, tree: SourceTree, crateDirs: Iterable<string>) {
    this.#files = files
    this.#tree = tree
    this.#crateDirs = new Set(crateDirs)
    this.#isIgnored = gitIgnore((path) =>
      tree.list(parentDir(path))?.get('.gitignore') === 'file' ? tree.read(path) : undefined,
    )
  }

  of({ dir }: Pick<Crate, 'dir'>): CrateListing & { readonly files: ProbedFiles } {
    let listing = this.#listings.get(dir)
    if (listing === undefined) {
      listing = {
        files: new ProbedFiles(this.#files),
        dir,
        isCrateDir: (path) => this.#crateDirs.has(path),
        isIgnored: this.#isIgnored,
      }
      this.#listings.set(dir, listing)
    }
    return listing
  }

  /** Listings of the same crates that ask `files`, for nobody's sake. */
  plain(files: ReadSourceFiles): (dir: string) => CrateListing {
    const isIgnored = gitIgnore((path) =>
      files.listPlain(parentDir(path))?.get('.gitignore') === 'file' ? this.#tree.read(path) : undefined,
    )
    return (dir) => ({ files, dir, isCrateDir: (path) => this.#crateDirs.has(path), isIgnored })
  }
}
