import { IgnoreRules } from '../glob/ignore-rules'
import { parentDir } from '../repository-path'

/** `include` and `exclude` of a package, as the manifest has them: patterns in the language of `.gitignore`. */
export interface PackagePatterns {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/**
 * Which files Cargo counts to a package (`PathSource::list_files`). Where the manifest says what is included, nothing else decides: then
 * a file counts too that Git ignores.
 */
export class PackageRules {
  /** Whether files count that Git ignores. */
  readonly hasIgnored: boolean
  readonly #rules: IgnoreRules

  constructor({ include, exclude }: PackagePatterns) {
    this.hasIgnored = include.length > 0
    this.#rules = new IgnoreRules(...(this.hasIgnored ? include : exclude))
  }

  /** @param path relative to the directory of the package */
  counts(path: string, isDirectory: boolean): boolean {
    // The manifest always does.
    if (path === 'Cargo.toml') return true
    if (this.hasIgnored) return isDirectory || this.#isNamed(path, false)
    return !this.#isNamed(path, isDirectory)
  }

  /** The longest part of the path of which something is said decides. */
  #isNamed(path: string, isDirectory: boolean): boolean {
    for (let at = path, isOfDirectory = isDirectory; at !== ''; at = parentDir(at), isOfDirectory = true) {
      const verdict = this.#rules.verdict(at, isOfDirectory)
      if (verdict !== undefined) return verdict
    }
    return false
  }
}

export const ALL_FILES = new PackageRules({ include: [], exclude: [] })
