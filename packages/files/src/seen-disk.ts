import * as disk from 'node:fs'
import type { DiskView } from './disk-view'

// What node:fs has under these names, of the disk as it is seen: code that looks at a repository asks here, so that it can be shown
// another state of it.

let view: DiskView | null = null

/** What `look` gives when it sees the disk so. It may not be asynchronous: others would see the same meanwhile. */
export function seeThrough<T>(through: DiskView | null, look: () => T): T {
  const before = view
  view = through
  try {
    return look()
  } finally {
    view = before
  }
}

/** Whether something else is seen at `path`, absolute, than what programs find there. */
export function isSeenOtherwise(path: string): boolean {
  return view?.changes(path) ?? false
}

interface Unthrown {
  readonly throwIfNoEntry: false
}

interface StatOf {
  (path: string): disk.Stats
  (path: string, options: Unthrown): disk.Stats | undefined
}

// A run in which nothing has changed looks at tens of thousands of paths: for the plain disk nothing is made here, not even an object.
// biome-ignore lint/suspicious/noExplicitAny: of overloads nothing narrower is known
export const lstatSync: StatOf = (path: string, options?: Unthrown): any =>
  view === null ? disk.lstatSync(path, options) : statSeen(view, path, { ...options, follow: false })

// biome-ignore lint/suspicious/noExplicitAny: of overloads nothing narrower is known
export const statSync: StatOf = (path: string, options?: Unthrown): any =>
  view === null ? disk.statSync(path, options) : statSeen(view, path, { ...options, follow: true })

function statSeen(
  through: DiskView,
  path: string,
  options: Partial<Unthrown> & { readonly follow: boolean },
): disk.Stats | undefined {
  const { follow, throwIfNoEntry } = options
  const place = placeIn(through, path, options)
  if (place === null) {
    if (throwIfNoEntry === false) return undefined
    throw nothingAt(path, follow ? 'stat' : 'lstat')
  }
  return (follow ? disk.statSync : disk.lstatSync)(place, { throwIfNoEntry })
}

export function readdirSync(path: string): string[]
export function readdirSync(path: string, options: { readonly withFileTypes: true }): disk.Dirent[]
export function readdirSync(path: string, options?: { readonly withFileTypes: true }) {
  if (view === null) return options ? disk.readdirSync(path, options) : disk.readdirSync(path)
  const entries = entriesIn(view, path)
  return options ? entries : entries.map(({ name }) => name)
}

export function realpathSync(path: string): string {
  if (view === null) return disk.realpathSync(path)
  const plain = view.plain(path, { follow: true })
  const place = plain === null ? null : view.placeOf(plain)
  if (plain === null || place === null) throw nothingAt(path, 'realpath')
  const real = disk.realpathSync(place)
  return place === plain ? real : plain
}

export function existsSync(path: string): boolean {
  try {
    return disk.existsSync(seenPlace(path, 'access'))
  } catch {
    return false
  }
}

export function accessSync(path: string, mode?: number): void {
  disk.accessSync(seenPlace(path, 'access'), mode)
}

export function openSync(path: string, flags: number): number {
  return disk.openSync(seenPlace(path, 'open'), flags)
}

function seenPlace(path: string, call: string): string {
  const place = view === null ? path : placeIn(view, path, { follow: true })
  if (place === null) throw nothingAt(path, call)
  return place
}

function placeIn(through: DiskView, path: string, options: { readonly follow: boolean }): string | null {
  const plain = through.plain(path, options)
  return plain === null ? null : through.placeOf(plain)
}

/** Those on the disk that are not seen otherwise, and those of the stand-in; by name, as node:fs has them. */
function entriesIn(through: DiskView, path: string): disk.Dirent[] {
  const plain = through.plain(path, { follow: true })
  const place = plain === null ? null : through.placeOf(plain)
  if (plain === null || place === null) throw nothingAt(path, 'scandir')
  if (place === plain) return disk.readdirSync(plain, { withFileTypes: true })
  const added = disk.readdirSync(place, { withFileTypes: true })
  const replaced = new Set(added.map(({ name }) => name))
  const kept = ownEntries(plain).filter(
    ({ name }) => !replaced.has(name) && !through.changes(`${plain}/${name}`),
  )
  return [...kept, ...added].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** None where the disk has no such directory, or a link in its place. */
function ownEntries(plain: string): disk.Dirent[] {
  try {
    return disk.lstatSync(plain).isDirectory() ? disk.readdirSync(plain, { withFileTypes: true }) : []
  } catch {
    return []
  }
}

function nothingAt(path: string, syscall: string): NodeJS.ErrnoException {
  const error = new Error(`ENOENT: no such file or directory, ${syscall} '${path}'`)
  return Object.assign(error, { code: 'ENOENT', errno: -2, syscall, path })
}
