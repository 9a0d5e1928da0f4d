import { lstatSync, readlinkSync } from 'node:fs'
import { basename, dirname, resolve, sep } from 'node:path'

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
    const own = absolute === this.#root ? absolute : this.#child(dirname(absolute), basename(absolute))
    return own === null || !follow ? own : this.#followed(own, 0)
  }

  #child(directory: string, name: string): string | null {
    const plain = this.#directory(directory)
    return plain === null ? null : plain === sep ? `${sep}${name}` : `${plain}${sep}${name}`
  }

  #directory(path: string): string | null {
    if (!this.#isWithin(path) || path === this.#root) return path
    let plain = this.#directories.get(path)
    if (plain === undefined) {
      const own = this.#child(dirname(path), basename(path))
      plain = own === null ? null : this.#followed(own, 0)
      this.#directories.set(path, plain)
    }
    return plain
  }

  #followed(plain: string, links: number): string | null {
    const place = this.placeOf(plain)
    if (place === null) return null
    if (links > MOST_LINKS) throw tooManyLinks(plain)
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return plain
    // A link means what it means where it is seen, not where its stand-in lies.
    const target = resolve(dirname(plain), readlinkSync(place))
    if (!this.#isWithin(target) || target === this.#root) return target
    const own = this.#child(dirname(target), basename(target))
    return own === null ? null : this.#followed(own, links + 1)
  }

  #isWithin(path: string): boolean {
    return path === this.#root || path.startsWith(`${this.#root}${sep}`) || this.#standIns.has(path)
  }
}

/** As the system has it. */
const MOST_LINKS = 40

function tooManyLinks(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ELOOP: too many symbolic links encountered, stat '${path}'`), {
    code: 'ELOOP',
    path,
  })
}
