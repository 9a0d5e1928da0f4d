/** An entry of a `package-lock.json`; nobody has checked what it says. */
export interface PackageLockEntry {
  readonly link?: unknown
  readonly resolved?: unknown
  readonly version?: unknown
}

/** By place: `node_modules/a`, `packages/b/node_modules/a`. */
export type PackageLockEntries = Readonly<Record<string, PackageLockEntry>>

/**
 * What a `package-lock.json` or `npm-shrinkwrap.json` of version 2 or 3 holds; null for what is no such lock. Version 1 does not
 * say which directory a name came from.
 */
export function parsePackageLock(text: string): PackageLockEntries | null {
  if (last?.text !== text) last = { text, entries: entriesOf(text) }
  return last.entries
}

/** Locks of npm are long, and several ask for the same one. */
let last: { readonly text: string; readonly entries: PackageLockEntries | null } | null = null

function entriesOf(text: string): PackageLockEntries | null {
  try {
    const { packages } = JSON.parse(text.replace(/^\uFEFF/, '')) as { readonly packages?: unknown }
    if (!isObject(packages)) return null
    return Object.fromEntries(Object.entries(packages).filter(([, entry]) => isObject(entry)))
  } catch {
    return null
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
