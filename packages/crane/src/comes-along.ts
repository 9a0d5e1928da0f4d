import { isWithin } from '@nx-crane/cargo'

/** The parts of a crate's directory that lib/crate-files.nix takes: for a build, or for tests too. */
export type Taken = 'built' | 'tested'

export interface CrateDirectory {
  readonly dir: string
  /** Directories of other crates below it. */
  readonly nestedDirs: readonly string[]
}

/** Whether the library takes the file with the crate's directory, without being told of it. */
export function comesAlong(path: string, taken: Taken, { dir, nestedDirs }: CrateDirectory): boolean {
  if (!isWithin(dir, path) || nestedDirs.some((nested) => isWithin(nested, path))) return false
  const below = dir === '' ? path : path.slice(dir.length + 1)
  if (MADE.test(below) || ABOUT.test(below)) return false
  return taken === 'tested' || !TEXTS_OR_TESTS.test(below)
}

/** Hidden, put together from its meaning, or made by tools. */
const MADE =
  /(?:^|\/)\.|(?:^|\/)(?:node_modules|target)\/|^(?:pkg|dist\/cargo|dist\/doc)\/|^Cargo\.(?:toml|lock)$/

/** For people, or for npm. */
const ABOUT =
  /^docs?\/|^(?:README|CHANGELOG|CHANGES|HISTORY|CONTRIBUTING|LICEN[SC]E|COPYING|AUTHORS|NOTICE|UNLICENSE|SECURITY|CODE_OF_CONDUCT)(?:[.-][^/]*)?(?:\/|$)|^package\.json$/i

const TEXTS_OR_TESTS = /\.(?:md|markdown)$|^(?:tests|benches|examples)\//i
