import { isTable, type TomlTable } from '../manifest/toml-table'

export interface KeptPackageDirs {
  /** Directories of packages that remain, relative to the lock's. */
  readonly dirs: ReadonlySet<string>
  /** `workspaces` of the root's package.json as it is now. */
  readonly workspaces: unknown
}

/**
 * The text of a `package-lock.json` of version 2 or 3 with what the packages that remain need, each at the place that it had; null for
 * what is no such lock. It is written as version 3: what version 2 says besides, for npm 6, is left out.
 */
export function prunePackageLock(text: string, { dirs, workspaces }: KeptPackageDirs): string | null {
  const lock = parsed(text)
  const packages = lock && entriesOf(lock.packages)
  if (!lock || !packages) return null
  const kept = keptPlaces(packages, dirs)
  const entries = [...packages].flatMap(([place, entry]): [string, unknown][] => {
    if (!kept.has(place)) return []
    if (place !== '' || workspaces === undefined) return [[place, entry]]
    return [[place, { ...entry, workspaces }]]
  })
  const { dependencies: _, ...rest } = lock
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const pruned = { ...rest, lockfileVersion: 3, packages: Object.fromEntries(entries) }
  return `${JSON.stringify(pruned, null, indent)}\n`
}

function parsed(text: string): TomlTable | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return isTable(value) ? value : null
  } catch {
    return null
  }
}

type Entries = ReadonlyMap<string, TomlTable>

function entriesOf(packages: unknown): Entries | null {
  if (!isTable(packages)) return null
  return new Map(Object.entries(packages).filter((entry): entry is [string, TomlTable] => isTable(entry[1])))
}

/** The places that are reached from the root and from the directories that remain, as Node looks for packages. */
function keptPlaces(packages: Entries, dirs: ReadonlySet<string>): Set<string> {
  const isKeptLink = ([place, entry]: [string, TomlTable]) =>
    place.includes(NODE_MODULES) && entry.link === true && dirs.has(String(entry.resolved))
  const queue = ['', ...dirs, ...[...packages].filter(isKeptLink).map(([place]) => place)]
  const kept = new Set<string>()
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    const entry = packages.get(place)
    if (!entry || kept.has(place)) continue
    kept.add(place)
    if (entry.link === true && typeof entry.resolved === 'string') queue.push(entry.resolved)
    const isOwn = !place.includes(NODE_MODULES)
    for (const name of namesOf(entry, isOwn)) {
      const found = placeOf(name, place, packages)
      if (found !== undefined) queue.push(found)
    }
  }
  return kept
}

const NODE_MODULES = 'node_modules/'

function namesOf(entry: TomlTable, isOwn: boolean): string[] {
  const tables = ['dependencies', 'optionalDependencies', 'peerDependencies']
  return (isOwn ? [...tables, 'devDependencies'] : tables).flatMap((table) =>
    isTable(entry[table]) ? Object.keys(entry[table]) : [],
  )
}

/** The nearest `node_modules` at or above a place that has the package. */
function placeOf(name: string, from: string, packages: Entries): string | undefined {
  for (let dir = from; ; dir = above(dir)) {
    const place = `${dir === '' ? '' : `${dir}/`}${NODE_MODULES}${name}`
    if (packages.has(place)) return place
    if (dir === '') return undefined
  }
}

/** `a/node_modules/@s/b` → `a`; `apps/web` → `apps` → ``. */
function above(dir: string): string {
  const at = dir.lastIndexOf(NODE_MODULES)
  if (at === -1) return dir.includes('/') ? dir.slice(0, dir.lastIndexOf('/')) : ''
  return dir.slice(0, at).replace(/\/$/, '')
}
