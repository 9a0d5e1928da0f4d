import { childPath, isWithin, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { gitIgnore } from '../sources/git-ignore'

/** `made`: a build leaves it; `missing`: nothing is there, and nothing says that a build will leave it; `there`: a source. */
export type PathState = 'made' | 'missing' | 'there'

/** Tells what a build leaves from what is committed, the same before and after that build. */
export class MadePaths {
  readonly #tree: SourceTree
  readonly #isIgnored: (path: string, isDirectory: boolean) => boolean

  constructor(tree: SourceTree) {
    this.#tree = tree
    this.#isIgnored = gitIgnore((path) =>
      tree.list(parentDir(path))?.get('.gitignore') === 'file' ? tree.read(path) : undefined,
    )
  }

  /** @param dir of the project in which `path` lies */
  stateOf(path: string, dir: string): PathState {
    const below = dir === '' ? path : path.slice(dir.length + 1)
    if (!isWithin(dir, path) || below === '') return 'there'
    const names = below.split('/')
    if (LEFT_BY_BUILDS.has(names[0] ?? '')) return 'made'
    let parent = dir
    for (const [index, name] of names.entries()) {
      const place = childPath(parent, name)
      // What is installed is neither a source of the project nor made by its build.
      if (name === 'node_modules') return 'there'
      if (this.#isIgnored(place, index < names.length - 1 || !/\.\w+$/.test(name))) return 'made'
      const kind = this.#tree.list(parent)?.get(name)
      if (kind === undefined) return 'missing'
      if (kind !== 'directory') return 'there'
      parent = place
    }
    return 'there'
  }
}

/** At the top of a project, whether or not Git is told to ignore them. */
const LEFT_BY_BUILDS = new Set(['dist', 'build', 'out', 'pkg', '.next', '.output', '.svelte-kit'])
