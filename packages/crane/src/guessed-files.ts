import {
  type Crate,
  filesBelow,
  gitIgnore,
  isFile,
  isWithin,
  namedPaths,
  parentDir,
  pathStrings,
  patternBase,
  type RustFacts,
  resolvePath,
  type SourceTree,
  tauriConfigsOf,
} from '@nx-crane/graph'
import { conventionalPaths } from '@nx-crane/keys'

/**
 * The files of the repository that macros and build scripts seem to read: each string that may be a path counts as one
 * where something is there. Not what Git ignores: nobody else has it, and nothing that may be secret.
 */
export class GuessedFiles {
  readonly #crate: Crate
  readonly #tree: SourceTree
  readonly #isIgnored: ReturnType<typeof gitIgnore>

  constructor(crate: Crate, tree: SourceTree) {
    this.#crate = crate
    this.#tree = tree
    this.#isIgnored = gitIgnore((path) => tree.read(path))
  }

  /** What the strings in attributes and macros of a source name. */
  ofMacros(source: string, { literals }: RustFacts): string[] {
    return literals.flatMap((literal) => this.#named(literal, source))
  }

  /** What the strings of a build script name, and what it says that it depends on. */
  ofScript(source: string, text: string, { rerunIfChanged }: RustFacts): string[] {
    return [...pathStrings(text), ...(rerunIfChanged ?? [])].flatMap((path) => this.#named(path, source))
  }

  /** What the strings of tests name. */
  ofTests(source: string, text: string): string[] {
    return pathStrings(text).flatMap((path) => this.#named(path, source))
  }

  /** What macros of well-known crates read without being told. */
  byConvention(): string[] {
    return conventionalPaths(this.#crate).flatMap((path) => this.#filesAt(path))
  }

  /** The page of a program of Tauri, and what is packed beside it. */
  ofTauri(): string[] {
    const { dir } = this.#crate
    const named = tauriConfigsOf(this.#tree, dir).flatMap(({ page, resources }) => [...page, ...resources])
    return named.flatMap((pattern) => {
      const path = resolvePath(dir, patternBase(pattern))
      return path === null || isWithin(path, dir) ? [] : this.#filesAt(path)
    })
  }

  /** Whether Git ignores a path, or a directory above it. */
  isIgnored(path: string): boolean {
    return this.#isHidden(path) || this.#isIgnored(path, false)
  }

  #named(literal: string, source: string): string[] {
    const from = { sourceDir: parentDir(source), dir: this.#crate.dir }
    return namedPaths(literal, from).flatMap((path) => this.#filesAt(path))
  }

  #filesAt(path: string): string[] {
    if (this.#isHidden(path)) return []
    if (isFile(this.#tree, path)) return isManifest(path) || this.#isIgnored(path, false) ? [] : [path]
    if (this.#tree.list(path) === undefined || this.#isIgnored(path, true)) return []
    return filesBelow(this.#tree, path, (each, isDirectory) =>
      isDirectory
        ? !MADE_BY_TOOLS.test(each) && !this.#isIgnored(each, true)
        : !isManifest(each) && !this.#isIgnored(each, false),
    )
  }

  /** By a directory above it. */
  #isHidden(path: string): boolean {
    const parts = path.split('/')
    return parts.some((_, index) => {
      const dir = parts.slice(0, index + 1).join('/')
      return MADE_BY_TOOLS.test(dir) || (index + 1 < parts.length && this.#isIgnored(dir, true))
    })
  }
}

const MADE_BY_TOOLS = /(?:^|\/)(?:node_modules|\.git|target|\.env)$/

/** They are put together from their meaning. */
function isManifest(path: string): boolean {
  return /(?:^|\/)Cargo\.(?:toml|lock)$/.test(path)
}
