import { relative, sep } from 'node:path'
import { readdirSync, readRegularFile, realpathSync, statSync } from '@nx-crane/files'
import { childPath } from './repository-path'
import type { EntryKind, SourceTree } from './source-tree'
import { isNothingThere, reasonOf } from './sources/disk-fault'

/**
 * The entries of a directory in which there is no link at all, by its real path; undefined where the one that is asked
 * does not know, so that the directory is read.
 */
export type PlainListing = (path: string) => ReadonlyMap<string, EntryKind> | undefined

/**
 * The directory `root` on the disk. What was read once is kept: one instance sees one state of the disk.
 * A symbolic link that leaves the root, dangles, or leads back to a directory it lies in counts as absent.
 *
 * @param plainListing spares reading the directories that it knows
 */
export function readSourceTree(root: string, plainListing: PlainListing = () => undefined): SourceTree {
  return new DiskTree(realpathSync(root), plainListing)
}

/** A directory that exists. `real` is where it really lies, relative to the root; it differs below a link. */
interface Directory {
  readonly path: string
  readonly real: string
  readonly parent: Directory | null
  entries: ReadonlyMap<string, EntryKind> | null
  /** Those of the entries that are links; null where there is no link at all, not even one that counts as absent. */
  links: Set<string> | null
}

class DiskTree implements SourceTree {
  readonly #root: string
  readonly #plainListing: PlainListing
  readonly #directories = new Map<string, Directory | undefined>()
  readonly #texts = new Map<string, string | undefined>()
  readonly #unreadable = new Map<string, string>()

  constructor(root: string, plainListing: PlainListing) {
    this.#root = root
    this.#plainListing = plainListing
    this.#directories.set('', { path: '', real: '', parent: null, entries: null, links: null })
  }

  read(path: string): string | undefined {
    const known = this.#texts.get(path)
    if (known !== undefined || this.#texts.has(path)) return known
    const text = this.#readText(path)
    this.#texts.set(path, text)
    return text
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const directory = this.#directory(path)
    return directory && this.#entries(directory)
  }

  imports(path: string, scan: (text: string) => readonly string[]): readonly string[] {
    return scan(this.#readText(path) ?? '') // not kept: there are many sources, and each is asked about once
  }

  hasLinks(path: string): boolean {
    const directory = this.#directory(path)
    return directory !== undefined && this.#entries(directory) !== undefined && directory.links !== null
  }

  isLink(path: string): boolean {
    const [dir, name] = split(path)
    const directory = path === '' ? undefined : this.#directory(dir)
    if (!directory || !this.#entries(directory)?.has(name)) return false
    return directory.links?.has(name) ?? false
  }

  linkTarget(path: string): string | undefined {
    const [dir, name] = split(path)
    const directory = this.isLink(path) ? this.#directory(dir) : undefined
    return directory && this.#realPath(directory, name)
  }

  unreadable(): ReadonlyMap<string, string> {
    return this.#unreadable
  }

  #readText(path: string): string | undefined {
    const [dir, name] = split(path)
    const directory = this.#directory(dir)
    if (!directory || this.#entries(directory)?.get(name) !== 'file') return undefined
    try {
      return readText(this.#absolute(childPath(directory.real, name)))
    } catch (error) {
      if (!isNothingThere(error)) this.#unreadable.set(path, reasonOf(error))
      return undefined
    }
  }

  #directory(path: string): Directory | undefined {
    const known = this.#directories.get(path)
    if (known !== undefined || this.#directories.has(path)) return known
    const found = this.#findDirectory(path)
    this.#directories.set(path, found)
    return found
  }

  #findDirectory(path: string): Directory | undefined {
    const [dir, name] = split(path)
    const parent = this.#directory(dir)
    if (!parent || this.#entries(parent)?.get(name) !== 'directory') return undefined
    const real = parent.links?.has(name) ? this.#realPath(parent, name) : childPath(parent.real, name)
    return real === undefined ? undefined : { path, real, parent, entries: null, links: null }
  }

  #entries(directory: Directory): ReadonlyMap<string, EntryKind> | undefined {
    directory.entries ??= this.#plainListing(directory.real) ?? this.#readEntries(directory)
    return directory.entries
  }

  #readEntries(directory: Directory): ReadonlyMap<string, EntryKind> {
    const entries = new Map<string, EntryKind>()
    try {
      for (const entry of readdirSync(this.#absolute(directory.real), { withFileTypes: true })) {
        const kind = entry.isSymbolicLink() ? this.#linkKind(directory, entry.name) : kindOf(entry)
        if (kind) entries.set(entry.name, kind)
      }
    } catch (error) {
      // A directory that may not be listed is an empty one: what lies in it cannot be built either.
      if (!isNothingThere(error)) this.#unreadable.set(directory.path, reasonOf(error))
    }
    return entries
  }

  #linkKind(directory: Directory, name: string): EntryKind | undefined {
    directory.links ??= new Set()
    const real = this.#realPath(directory, name)
    if (real === undefined) return undefined
    const kind = kindOf(statSync(this.#absolute(real)))
    if (kind === 'directory' && leadsBack(directory, real)) return undefined
    directory.links.add(name)
    return kind
  }

  /** By hand: all paths here are normal, and `path.join` would take a tenth of the time of reading a repository. */
  #absolute(path: string): string {
    return path === '' ? this.#root : `${this.#root}/${path}`
  }

  #realPath(directory: Directory, name: string): string | undefined {
    try {
      const real = relative(this.#root, realpathSync(this.#absolute(childPath(directory.real, name))))
      const posix = sep === '/' ? real : real.split(sep).join('/')
      const leaves = posix === '..' || posix.startsWith('../') || (sep !== '/' && /^[a-z]:/i.test(posix))
      return leaves ? undefined : posix
    } catch {
      return undefined
    }
  }
}

function leadsBack(directory: Directory, real: string): boolean {
  for (let current: Directory | null = directory; current; current = current.parent) {
    if (current.real === real || current.real.startsWith(`${real}/`) || real === '') return true
  }
  return false
}

function split(path: string): [dir: string, name: string] {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)]
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'directory' : 'other'
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Undefined for what is not UTF-8. Only what looks suspicious is decoded a second time, which is slow. */
function readText(path: string): string | undefined {
  const bytes = readRegularFile(path)
  const text = bytes.toString('utf8')
  if (text.charCodeAt(0) !== 0xfeff && !text.includes('\uFFFD')) return text
  try {
    return UTF8.decode(bytes)
  } catch {
    return undefined
  }
}
