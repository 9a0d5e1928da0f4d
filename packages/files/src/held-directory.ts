import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { FilesError } from './files-error'
import { namesOf, type Place } from './place'
import { shellCommand } from './shell-command'

/**
 * A directory that stays the one it was when it was opened, whatever happens to the names that led to it: where the
 * system has `/proc`, files are reached through its open descriptor (what `openat` is in other languages). Elsewhere by
 * its real path, and whoever may swap directories of the repository at the same time could still lead a write astray.
 */
export class HeldDirectory implements Disposable {
  /** Its real path, for messages and for what other programs are told. */
  readonly path: string
  readonly #descriptor: number | null

  private constructor(path: string, descriptor: number | null) {
    this.path = path
    this.#descriptor = descriptor
  }

  /** @internal Use {@link holdDirectory}. @param path a real path: one in which there is no link */
  static open(root: string, path: string): HeldDirectory {
    if (!HAS_DESCRIPTOR_PATHS) return new HeldDirectory(path, null)
    let descriptor = openSync(root, constants.O_RDONLY | constants.O_DIRECTORY)
    const below = relative(root, path)
    for (const name of below === '' ? [] : below.split(sep)) {
      const parent = descriptor
      try {
        descriptor = openChild(parent, name, path)
      } finally {
        closeSync(parent)
      }
    }
    return new HeldDirectory(path, descriptor)
  }

  /** How the file system is asked for an entry of this directory, or for the directory itself. */
  at(name = ''): string {
    const directory = this.#descriptor === null ? this.path : `${DESCRIPTORS}/${this.#descriptor}`
    return name === '' ? `${directory}/` : `${directory}/${name}`
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
  }
}

function openChild(parent: number, name: string, path: string): number {
  try {
    return openSync(`${DESCRIPTORS}/${parent}/${name}`, NO_LINK)
  } catch (error) {
    throw isSwap(error) ? swapped(path, error) : error
  }
}

const DESCRIPTORS = '/proc/self/fd'
const HAS_DESCRIPTOR_PATHS = process.platform === 'linux' && existsSync(DESCRIPTORS)
const NO_LINK = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW

/**
 * Opens a directory of the repository. Links on the way may lead anywhere inside; one that leads out of it, or nowhere,
 * is an error that names it.
 *
 * @param make creates what is missing of it
 */
export function holdDirectory(
  place: Place,
  { make = false }: { readonly make?: boolean } = {},
): HeldDirectory {
  const root = realpathSync(place.root)
  return HeldDirectory.open(root, realDirectory(root, namesOf(place), make))
}

/** The directory that an entry lies in, and the entry's name in it. */
export function holdParent(
  place: Place,
  options: { readonly make?: boolean } = {},
): { readonly directory: HeldDirectory; readonly name: string } {
  const names = namesOf(place)
  const name = names.pop()
  if (name === undefined) throw new Error(`${place.root} itself has no place in the repository`)
  return { directory: holdDirectory({ root: place.root, path: names.join(sep) }, options), name }
}

/** Where a place really is; null where nothing is. Throws for a link that leads out of the root. */
export function realPlace(place: Place): string | null {
  const root = realpathSync(place.root)
  let real = root
  for (const name of namesOf(place)) {
    const stats = statsOf(join(real, name))
    if (stats === null) return null
    real = stats.isSymbolicLink() ? followLink(root, join(real, name)) : join(real, name)
  }
  return real
}

function realDirectory(root: string, names: readonly string[], make: boolean): string {
  let real = root
  for (const name of names) {
    const path = join(real, name)
    const stats = statsOf(path)
    if (stats?.isSymbolicLink()) real = followLink(root, path)
    else {
      if (stats === null && make) makeDirectory(path)
      if (stats?.isDirectory() === false) throw notDirectory(relative(root, path))
      real = path
    }
  }
  return real
}

function followLink(root: string, link: string): string {
  const real = realPathOf(link)
  if (real !== null && (real === root || real.startsWith(root === sep ? sep : `${root}${sep}`))) return real
  const shown = relative(root, link)
  const target = readlinkSync(link)
  throw new FilesError('LINK_LEAVES_REPOSITORY', {
    file: shown,
    message:
      real === null
        ? `it is a link to ${JSON.stringify(target)}, which does not exist, so nothing is written through it`
        : `it is a link to ${JSON.stringify(target)}, outside the repository, and nothing outside is written, deleted or copied`,
    hint: `remove the link: ${shellCommand(['rm', '--', link])}`,
  })
}

function realPathOf(link: string): string | null {
  try {
    return realpathSync(link)
  } catch {
    return null
  }
}

function statsOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null
}

/** Another process may have made it meanwhile. */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function isSwap(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ELOOP' || (code === 'ENOTDIR' && process.platform === 'linux')
}

function notDirectory(file: string): FilesError {
  return new FilesError('NOT_A_DIRECTORY', {
    file,
    message: 'it is not a directory, but something has to be written in it',
    hint: 'move it away, or remove it',
  })
}

function swapped(path: string, cause?: unknown): FilesError {
  return new FilesError('DIRECTORY_SWAPPED', {
    file: resolve(path),
    message: 'one of its parent directories has become a link or a file',
    hint: 'if nothing else writes there, run again',
    cause,
  })
}
