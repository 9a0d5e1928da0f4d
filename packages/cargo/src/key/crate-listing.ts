import { childPath } from '../repository-path'
import type { SourceFiles } from './source-files'

/** Directories that hold what tools made, or what Cargo does not look at. */
const SKIPPED = new Set(['node_modules', 'target'])
/** Where our own tasks put their outputs, below a crate's directory. */
const OUTPUTS = new Set(['dist/cargo', 'dist/doc', 'pkg'])
/** What describes a crate to people, next to its manifest. */
const ABOUT =
  /^(?:docs?|readme|changelog|changes|history|contributing|license|licence|copying|authors|code_of_conduct|security|unlicense|notice)(?:[.-].*)?$/i
const COMPILED_APART = new Set(['benches', 'examples'])

export interface CrateListing {
  readonly files: SourceFiles
  /** Directory of the crate. */
  readonly dir: string
  /** Whether a crate of the repository has this directory. */
  readonly isCrateDir: (dir: string) => boolean
  readonly isIgnored: (path: string, isDirectory: boolean) => boolean
}

/**
 * All files of a crate, sorted: not those of crates and npm packages' installations below it, nor hidden ones, nor
 * what tasks left there, nor what Git ignores. `tested`: not its descriptions, benches and examples either, nor sources
 * that only a compiler reads; `compiled`: these, but not its tests, nor any text for people.
 */
export function listCrate(listing: CrateListing, which: 'all' | 'tested' | 'compiled'): string[] {
  const lists = known.get(listing) ?? new Map<string, string[]>()
  known.set(listing, lists)
  let list = lists.get(which)
  if (list === undefined) {
    list = listAnew(listing, which)
    lists.set(which, list)
  }
  return list
}

/** Tests, benches and lints ask for the same lists. */
const known = new WeakMap<CrateListing, Map<string, string[]>>()

function listAnew(listing: CrateListing, which: 'all' | 'tested' | 'compiled'): string[] {
  const { files, dir, isIgnored } = listing
  /** Made by tools, or a project of its own. Looking into a directory costs most, so it comes last. */
  const isOther = (path: string, below: string) => {
    // A crate or package among the data of tests is data.
    if (listing.isCrateDir(path) && !below.startsWith('tests/')) return true
    const entries = files.list(path)
    return entries?.has('CACHEDIR.TAG') || (dir === '' && entries?.has('package.json')) || false
  }
  return listFiles(files, dir, (path, isDirectory) => {
    const below = dir === '' ? path : path.slice(dir.length + 1)
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (name.startsWith('.') || below === 'Cargo.toml' || below === 'Cargo.lock') return false
    if (!isWanted(name, { below, isDirectory, which }) || isIgnored(path, isDirectory)) return false
    return !isDirectory || !isOther(path, below)
  })
}

function isWanted(
  name: string,
  {
    below,
    isDirectory,
    which,
  }: { below: string; isDirectory: boolean; which: 'all' | 'tested' | 'compiled' },
): boolean {
  if (isDirectory && (SKIPPED.has(name) || OUTPUTS.has(below))) return false
  if (which === 'all') return true
  const isTop = !below.includes('/')
  if (isTop && (ABOUT.test(name) || COMPILED_APART.has(name) || name === 'package.json')) return false
  // What of the sources is compiled is known; a test reads others only where such lie among its data.
  if (which === 'tested') return isDirectory || below.startsWith('tests/') || !name.endsWith('.rs')
  return !(isTop && name === 'tests') && (isDirectory || !/\.(?:md|markdown)$/i.test(name))
}

/**
 * The files of a directory that something names: what is installed there, what Cargo and what our own tasks leave in it,
 * of this crate or another, is not among them.
 */
export function listNamed({ files, isCrateDir, dir: own }: CrateListing, dir: string): string[] {
  return listFiles(files, dir, (path, isDirectory) => {
    if (!isDirectory) return true
    if (/\/(?:node_modules|\.git)$/.test(path) || files.list(path)?.has('CACHEDIR.TAG')) return false
    const place = /^(?:(.*)\/)?(?:dist\/(?:cargo|doc)|pkg)$/.exec(path)
    if (!place) return true
    const crateDir = place[1] ?? ''
    // `pkg` of another crate may be what is named.
    return !isCrateDir(crateDir) || (path.endsWith('pkg') && crateDir !== own)
  })
}

/** The files below `dir` that `accepts` them and every directory on the way, sorted. */
export function listFiles(
  files: SourceFiles,
  dir: string,
  accepts: (path: string, isDirectory: boolean) => boolean,
): string[] {
  const found: string[] = []
  const queue = [dir]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [name, kind] of files.list(next) ?? []) {
      const path = childPath(next, name)
      // A socket or a device holds nothing that a compiler could read twice the same.
      if (kind === 'other' || !accepts(path, kind === 'directory')) continue
      if (kind === 'file') found.push(path)
      else queue.push(path)
    }
  }
  return found.sort()
}
