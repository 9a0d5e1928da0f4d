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

/** What files and directories for people are called at the top of a crate, as lib/crate-files.nix has it. */
export const ABOUT_NAMES: readonly string[] = [
  'AUTHORS',
  'CHANGELOG',
  'CHANGES',
  'CODE_OF_CONDUCT',
  'CONTRIBUTING',
  'COPYING',
  'HISTORY',
  'LICEN[SC]E',
  'NOTICE',
  'README',
  'SECURITY',
  'UNLICENSE',
  '[Cc]hangelog',
  '[Ll]icense',
  '[Rr]eadme',
]

/** For people, or for npm. */
const ABOUT = new RegExp(`^(?:[Dd]ocs?|package\\.json|(?:${ABOUT_NAMES.join('|')})(?:[.-][^/]*)?)(?:/|$)`)

/** Whether a source says the name of something that does not come along even for tests. */
export function namesLeftOut(text: string): boolean {
  return LEFT_OUT.test(text)
}

const LEFT_OUT = new RegExp(`[Dd]ocs?/|package\\.json|${ABOUT_NAMES.join('|')}`)

const TEXTS_OR_TESTS = /\.(?:md|markdown)(?:\/|$)|^(?:tests|benches|examples)(?:\/|$)/
