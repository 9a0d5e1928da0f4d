import { childPath, isWithin } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { parseBunLock } from './bun-lock'
import { type PackageLockEntries, parsePackageLock } from './package-lock'
import { parsePnpmLock } from './pnpm-lock'
import { parseYarnLock } from './yarn-lock'

/** What a lock file decided about a dependency: a directory of the repository (relative to the lock's), or elsewhere. */
export type LockedDependency =
  | { readonly from: 'directory'; readonly dir: string }
  | { readonly from: 'elsewhere' }

export interface NpmLock {
  /** Undefined when the lock does not know the dependency. `packageDir` is relative to the lock's directory. */
  find(packageDir: string, name: string, specifier: string): LockedDependency | undefined
}

/**
 * The lock file in `dir`, of whichever package manager. Where several lie there, that of `packageManager`, as the manifest
 * names it (`pnpm@9.0.0`), else the first that Nx would look for. A missing or unreadable one knows nothing: installing will tell.
 */
export function readNpmLock(tree: SourceTree, dir: string, packageManager: string | null): NpmLock {
  const names = tree.list(dir)
  const wanted = packageManager?.split('@')[0]
  const files = [...LOCK_FILES].sort((a, b) => Number(b[2] === wanted) - Number(a[2] === wanted))
  for (const [name, parse] of files) {
    const text = names?.has(name) ? tree.read(childPath(dir, name)) : undefined
    const lock = text === undefined ? undefined : parse(text)
    if (lock) return lock
  }
  return { find: () => undefined }
}

const LOCK_FILES: readonly (readonly [
  file: string,
  parse: (text: string) => NpmLock | undefined,
  packageManager: string,
])[] = [
  ['bun.lock', parseBunLock, 'bun'],
  ['yarn.lock', parseYarnLock, 'yarn'],
  ['pnpm-lock.yaml', parsePnpmLock, 'pnpm'],
  ['npm-shrinkwrap.json', npmLockOf, 'npm'],
  ['package-lock.json', npmLockOf, 'npm'],
]

interface Placed {
  /** Of the `node_modules` it lies in, relative to the lock's. */
  readonly dir: string
  readonly dependency: LockedDependency
}

function npmLockOf(text: string): NpmLock | undefined {
  const entries = parsePackageLock(text)
  return entries ? toNpmLock(entries) : undefined
}

function toNpmLock(entries: PackageLockEntries): NpmLock {
  const places = new Map<string, Placed[]>()
  for (const [key, locked] of Object.entries(entries)) {
    const at = key.lastIndexOf(NODE_MODULES)
    if ((at > 0 && key[at - 1] !== '/') || at < 0) continue
    const isLink = locked.link === true && typeof locked.resolved === 'string'
    const dependency: LockedDependency = isLink
      ? { from: 'directory', dir: String(locked.resolved) }
      : { from: 'elsewhere' }
    const name = key.slice(at + NODE_MODULES.length)
    const placed = { dir: key.slice(0, Math.max(0, at - 1)), dependency }
    const same = places.get(name)
    if (same) same.push(placed)
    else places.set(name, [placed])
  }
  return {
    find(packageDir, name) {
      const reachable = (places.get(name) ?? []).filter(({ dir }) => isWithin(dir, packageDir))
      // As Node looks things up: the nearest node_modules above.
      return reachable.sort((a, b) => b.dir.length - a.dir.length)[0]?.dependency
    },
  }
}

const NODE_MODULES = 'node_modules/'
