import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What lies below a directory, by path: kind, mode, size, digest or target, and for what nobody may touch the time. */
export type Listing = ReadonlyMap<string, string>

export interface ListingOptions {
  /** What is left out, with all that is below it. */
  readonly without?: (path: string) => boolean
  /** Whether the time of the last change counts: a file that was there for a moment changes that of its directory. */
  readonly times?: boolean
}

/** Names are read as bytes: in hostile repositories they are not always text. */
export function listingOf(
  root: string,
  { without = () => false, times = false }: ListingOptions = {},
): Listing {
  const listing = new Map<string, string>()
  const visit = (path: string): void => {
    const place = Buffer.from(join(root, path), 'latin1')
    const stats = lstatSync(place, { bigint: true })
    const parts = [(stats.mode & 0o7777n).toString(8)]
    if (times) parts.push(String(stats.mtimeNs))
    if (stats.isSymbolicLink()) parts.unshift('link', `to ${readlinkSync(place, 'latin1')}`)
    else if (stats.isDirectory()) parts.unshift('directory')
    else if (stats.isFile())
      parts.unshift(
        'file',
        String(stats.size),
        createHash('sha256').update(readFileSync(place)).digest('hex'),
      )
    else parts.unshift('special')
    if (path !== '') listing.set(path, parts.join(' '))
    if (!stats.isDirectory()) return
    for (const name of readdirSync(place, 'latin1').sort()) {
      const below = path === '' ? name : `${path}/${name}`
      if (!without(below)) visit(below)
    }
  }
  visit('')
  return listing
}

/** A line for each path that only one has, or that differs. */
export function listingDifferences(before: Listing, after: Listing): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map(
      (path) => `${JSON.stringify(path)}: ${before.get(path) ?? 'absent'} → ${after.get(path) ?? 'absent'}`,
    )
}
