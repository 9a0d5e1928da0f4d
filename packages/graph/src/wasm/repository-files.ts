import { baseName, childPath, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { gitIgnore } from '../sources/git-ignore'
import { isPackageText, isPrintedManifest } from './package-json'
import { moduleNamedBy } from './wasm-crate'

/** Which files of a directory are the repository's own, and which builds leave there, whether these are there or not. */
export class RepositoryFiles {
  readonly #tree: SourceTree
  readonly #isIgnored: (path: string, isDirectory: boolean) => boolean

  constructor(tree: SourceTree) {
    this.#tree = tree
    this.#isIgnored = gitIgnore((path) => tree.read(path))
  }

  read(path: string): string {
    return this.#tree.read(path) ?? ''
  }

  // What Git ignores is not even looked at: what a build leaves there changes nothing of what is known.
  isOwn(path: string, stem: string): boolean {
    const dir = parentDir(path)
    if (this.#isBelowIgnored(dir) || this.#isIgnored(path, false)) return false
    const beside = this.#tree.list(dir)
    return beside?.get(baseName(path)) === 'file' && !beside.has(`${stem}_bg.wasm`)
  }

  ownsManifest(dir: string): boolean {
    const path = childPath(dir, 'package.json')
    if (this.#isBelowIgnored(dir) || this.#isIgnored(path, false)) return false
    return this.#tree.list(dir)?.get('package.json') === 'file' && !isPrintedManifest(this.read(path))
  }

  holdsOwn(dir: string): boolean {
    return !this.#isBelowIgnored(dir) && this.#holdsOwn(dir, 0)
  }

  #holdsOwn(dir: string, depth: number): boolean {
    if (depth > DEEPEST) return true
    const names = this.#tree.list(dir)
    if (!names) return false
    const built = [...names.keys()].flatMap((name) => /^(.+)_bg\.wasm$/.exec(name)?.[1] ?? [])
    return [...names].some(([name, kind]) => {
      const path = childPath(dir, name)
      if (name.startsWith('.') || this.#isIgnored(path, kind === 'directory')) return false
      if (kind === 'directory')
        return (
          name !== 'node_modules' &&
          !(name === 'snippets' && built.length > 0) &&
          this.#holdsOwn(path, depth + 1)
        )
      if (kind !== 'file' || isPackageText(name)) return false
      if (name === 'package.json') return !isPrintedManifest(this.read(path))
      return !built.includes(moduleNamedBy(name) ?? '')
    })
  }

  #isBelowIgnored(dir: string): boolean {
    const parts = dir === '' ? [] : dir.split('/')
    return parts.some((_, index) => this.#isIgnored(parts.slice(0, index + 1).join('/'), true))
  }
}

const DEEPEST = 6
