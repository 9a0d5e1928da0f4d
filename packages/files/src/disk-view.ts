import { lstatSync, readlinkSync } from 'node:fs'
import { basename, dirname, isAbsolute, parse, resolve, sep } from 'node:path'

export interface DiskViewContent {
  /** The directory that is seen differently, absolute and real. */
  readonly root: string
  /**
   * By absolute path where that lies which is seen there; null where nothing is seen. A directory whose names are others than on the
   * disk is among them: its stand-in holds those that are added or replaced, and what is null here is left out.
   */
  readonly standIns: ReadonlyMap<string, string | null>
}

/** The disk, with something else at some paths than what lies there: a repository as another commit has it, say. */
export class DiskView {
  readonly #root: string
  readonly #standIns: ReadonlyMap<string, string | null>
  /** Directories by path, with the path without links on the way; null where there is none. */
  readonly #directories = new Map<string, string | null>()

  constructor({ root, standIns }: DiskViewContent) {
    this.#root = root
    this.#standIns = standIns
  }

  /** Whether something else is seen at `path` than what lies there. */
  changes(path: string): boolean {
    const plain = this.plain(path, { follow: false })
    return plain === null || this.#standIns.has(plain)
  }

  /** Where that lies which is seen at a plain path; null where nothing is. */
  placeOf(plain: string): string | null {
    const standIn = this.#standIns.get(plain)
    return standIn === undefined ? plain : standIn
  }

  /**
   * The path without links on the way, as they are seen; of the last component only where it is to be followed. Null where the way leads
   * nowhere; what would be at its end may be missing. Throws as the system does where links lead around in a circle.
   */
  plain(path: string, { follow }: { readonly follow: boolean }): string | null {
    const absolute = resolve(path)
    if (!this.#isWithin(absolute)) return absolute
    const way: Way = { links: 0 }
    return follow ? this.#followed(this.#own(absolute, way), way) : this.#own(absolute, way)
  }

  #own(path: string, way: Way): string | null {
    return path === this.#root ? path : childOf(this.#directory(dirname(path), way), basename(path))
  }

  #directory(path: string, way: Way): string | null {
    if (!this.#isWithin(path)) return path
    let plain = this.#directories.get(path)
    if (plain === undefined) {
      plain = this.#followed(this.#own(path, way), way)
      this.#directories.set(path, plain)
    }
    return plain
  }

  #followed(plain: string | null, way: Way): string | null {
    const place = plain === null ? null : this.placeOf(plain)
    if (plain === null || place === null) return null
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return plain
    if (++way.links > MOST_LINKS) throw tooManyLinks(plain)
    // A link means what it means where it is seen, not where its stand-in lies. `..` is above where the way before it really leads.
    const target = readlinkSync(place)
    let at: string | null = isAbsolute(target) ? parse(target).root : dirname(plain)
    for (const name of target.split(sep === '/' ? sep : /[\\/]/)) {
      if (at === null) return null
      if (!HERE_OR_ABOVE.has(name)) at = this.#followed(childOf(at, name), way)
      else if (!this.#isDirectory(at)) return null
      else if (name === '..') at = dirname(at)
    }
    return at
  }

  #isDirectory(plain: string): boolean {
    const place = this.placeOf(plain)
    return place !== null && (lstatSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false)
  }

  #isWithin(path: string): boolean {
    return path === this.#root || path.startsWith(`${this.#root}${sep}`) || this.#standIns.has(path)
  }
}

const HERE_OR_ABOVE = new Set(['', '.', '..'])

/** One look-up of a path, for which the system follows so many links and no more. */
interface Way {
  links: number
}

function childOf(directory: string | null, name: string): string | null {
  return directory === null ? null : directory === sep ? `${sep}${name}` : `${directory}${sep}${name}`
}

/** As the system has it. */
const MOST_LINKS = 40

function tooManyLinks(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ELOOP: too many symbolic links encountered, stat '${path}'`), {
    code: 'ELOOP',
    path,
  })
}
