import { filesBelow, type Listings } from './files-below'
import { baseName, childPath } from './repository-path'

/**
 * What of a crate's directory counts: `all`; what its tests may be made from or read, which leaves out what describes the crate to
 * people; or what a build may read, which leaves out tests, benches, examples and other texts for people as well.
 * crane/nix/lib/crate-files.nix has the same rules, and `npm run check:nix` compares both.
 */
export type Contents = 'all' | 'tested' | 'built'

export interface CrateDirectory extends Listings {
  readonly dir: string
  /** Whether a path is another crate's, or for another reason none of this crate's. */
  isOther(path: string, isDirectory: boolean): boolean
}

/** The files of a crate, sorted: not hidden ones, manifests and locks, nor what tools and tasks leave there. */
export function crateContents(crate: CrateDirectory, which: Contents): string[] {
  return filesBelow(crate, crate.dir, (path, isDirectory) => belongs(crate, { path, isDirectory, which }))
}

/** Whether a file below the crate's directory is among {@link crateContents}. */
export function isOfCrate(path: string, crate: CrateDirectory, which: Contents): boolean {
  const start = crate.dir === '' ? 0 : crate.dir.length + 1
  if (!path.startsWith(childPath(crate.dir, '')) || path.length <= start) return false
  for (let end = path.indexOf('/', start); end !== -1; end = path.indexOf('/', end + 1)) {
    if (!belongs(crate, { path: path.slice(0, end), isDirectory: true, which })) return false
  }
  return belongs(crate, { path, isDirectory: false, which })
}

interface Entry {
  readonly path: string
  readonly isDirectory: boolean
  readonly which: Contents
}

/** Whether an entry counts, where the directories around it do. */
function belongs(crate: CrateDirectory, { path, isDirectory, which }: Entry): boolean {
  const name = baseName(path)
  const below = crate.dir === '' ? path : path.slice(crate.dir.length + 1)
  const isTop = below === name
  if (name.startsWith('.') || MANIFESTS.has(below)) return false
  if (which !== 'all' && isTop && isAboutCrate(name, isDirectory)) return false
  if (which === 'built' && ((isTop && NOT_BUILT.has(name)) || (!isDirectory && TEXT.test(name)))) return false
  if (!isDirectory) return !crate.isOther(path, false)
  // Looking into a directory costs most, so it comes last.
  return !MADE.has(name) && !OUTPUTS.has(below) && !crate.isOther(path, true) && !isMadeOrProject(crate, path)
}

/** What Cargo caches says so; an npm package in the directory of a root crate is a project beside it. */
function isMadeOrProject(crate: CrateDirectory, path: string): boolean {
  const entries = crate.list(path)
  const has = (name: string) => entries?.get(name) === 'file' && !crate.isOther(childPath(path, name), false)
  return has('CACHEDIR.TAG') || (crate.dir === '' && has('package.json'))
}

/** Of an entry at the top of a crate: whether it describes the crate to people. Sources are never texts, and only one kind of directory is. */
export function isAboutCrate(name: string, isDirectory: boolean): boolean {
  if (name === 'package.json' || /^docs?$/i.test(name)) return true
  return !isDirectory && ABOUT.test(name) && !name.endsWith('.rs')
}

/** Whether a text names something that does not count even for tests. */
export function namesTexts(text: string): boolean {
  return TEXTS_NAMED.test(text)
}

const ABOUT_NAMES =
  'authors|change(?:log|s)|code_of_conduct|contributing|copying|history|licen[cs]e|notice|readme|security|unlicense'
const ABOUT = new RegExp(`^(?:${ABOUT_NAMES})(?:[.-].*)?$`, 'i')
const TEXTS_NAMED = new RegExp(`docs?/|package\\.json|${ABOUT_NAMES}`, 'i')
const TEXT = /\.(?:md|markdown)$/i
/** They are put together from their meaning. */
const MANIFESTS = new Set(['Cargo.toml', 'Cargo.lock'])
const NOT_BUILT = new Set(['tests', 'benches', 'examples'])
/** Directories that hold what tools made. */
const MADE = new Set(['node_modules', 'target'])
/** Where our own tasks put their outputs, below a crate's directory. */
const OUTPUTS = new Set(['dist/cargo', 'dist/doc', 'pkg'])
