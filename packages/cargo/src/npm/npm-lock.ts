import { ancestorsOf, childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
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

/** The lock file of npm, pnpm or Yarn in `dir`. A missing or unreadable one knows nothing: installing will tell. */
export function readNpmLock(tree: SourceTree, dir: string): NpmLock {
  const names = tree.list(dir)
  for (const [name, parse] of LOCK_FILES) {
    const text = names?.has(name) ? tree.read(childPath(dir, name)) : undefined
    const lock = text === undefined ? undefined : parse(text)
    if (lock) return lock
  }
  return { find: () => undefined }
}

const LOCK_FILES: readonly (readonly [string, (text: string) => NpmLock | undefined])[] = [
  ['package-lock.json', parsePackageLock],
  ['npm-shrinkwrap.json', parsePackageLock],
  ['pnpm-lock.yaml', parsePnpmLock],
  ['yarn.lock', parseYarnLock],
]

interface LockedPackage {
  readonly link?: unknown
  readonly resolved?: unknown
}

/** Versions 2 and 3 (`packages`). Version 1 does not say which directory a name came from. */
function parsePackageLock(text: string): NpmLock | undefined {
  let packages: Readonly<Record<string, LockedPackage | undefined>>
  try {
    const json = JSON.parse(text) as { packages?: Record<string, LockedPackage> } | null
    if (typeof json?.packages !== 'object' || json.packages === null) return undefined
    packages = json.packages
  } catch {
    return undefined
  }
  return {
    find(packageDir, name) {
      for (const dir of [packageDir, ...ancestorsOf(packageDir)]) {
        const key = childPath(dir, `node_modules/${name}`)
        const locked = Object.hasOwn(packages, key) ? packages[key] : undefined
        if (!locked) continue
        const isLink = locked.link === true && typeof locked.resolved === 'string'
        return isLink ? { from: 'directory', dir: String(locked.resolved) } : { from: 'elsewhere' }
      }
      return undefined
    },
  }
}
