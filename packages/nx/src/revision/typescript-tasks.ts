import { parentDir } from '@nx-crane/graph'
import type { AffectedTask } from './affected-tasks'

/** A project of Nx, as far as its tasks have no key of ours. */
export interface TypeScriptProject {
  readonly name: string
  /** Relative to the workspace, `''` for its root. */
  readonly dir: string
  /** Targets that no crate is built by. Sorted. */
  readonly targets: readonly string[]
  /** Names of the projects that it uses; of a crate's own project none, since what its crate needs is in keys. */
  readonly needs: readonly string[]
  readonly isCrate: boolean
}

export interface ProjectChanges {
  /** Projects of crates whose outputs would be others. */
  readonly crates: ReadonlySet<string>
  /** Relative to the workspace. */
  readonly changedFiles: readonly string[]
}

/**
 * The tasks of packages that reach a crate, where the package itself, one that it uses, or such a crate has changed. What their inputs are,
 * Nx alone knows: any file of a package counts, and those at the root that all packages share.
 */
export function reachedTasks(
  projects: readonly TypeScriptProject[],
  { crates, changedFiles }: ProjectChanges,
): AffectedTask[] {
  const dependents = dependentsOf(projects)
  const isShared = changedFiles.some((path) => SHARED.test(path))
  const edited = new Set(isShared ? [] : ownersOf(changedFiles, projects))
  const changed = projects.filter(({ name, isCrate }) =>
    isCrate ? crates.has(name) || edited.has(name) : isShared || edited.has(name),
  )
  // A crate that was edited is its own package's affair, and that of others only if they get something else from it.
  const spreading = changed.filter(({ name, isCrate }) => !isCrate || crates.has(name))
  const affected = new Set([...changed.map(({ name }) => name), ...dependents(spreading)])
  const reaching = dependents(projects.filter(({ isCrate }) => isCrate))
  return projects
    .filter(({ name, isCrate }) => affected.has(name) && (isCrate || reaching.has(name)))
    .flatMap(({ name, targets }) =>
      targets.map((target) => ({
        project: name,
        target,
        kind: null,
        why: 'reached' as const,
        base: null,
        head: null,
      })),
    )
}

/** Manifest, lock and settings of all packages. */
const SHARED =
  /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|nx\.json|\.npmrc|\.yarnrc\.yml|tsconfig[^/]*\.json)$/

/** Those that use one of some projects, directly or not. */
function dependentsOf(projects: readonly TypeScriptProject[]) {
  const users = new Map<string, string[]>()
  for (const { name, needs } of projects)
    for (const need of needs) users.set(need, [...(users.get(need) ?? []), name])
  return (of: readonly TypeScriptProject[]): ReadonlySet<string> => {
    const found = new Set<string>()
    const queue = of.map(({ name }) => name)
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const user of users.get(next) ?? []) {
        if (found.has(user)) continue
        found.add(user)
        queue.push(user)
      }
    }
    return found
  }
}

/** The projects that files belong to: those of the nearest directory. */
function ownersOf(files: readonly string[], projects: readonly TypeScriptProject[]): string[] {
  const byDir = new Map(projects.map(({ dir, name }) => [dir, name]))
  return files.flatMap((file) => {
    if (file.startsWith('../')) return []
    for (let dir = parentDir(file); ; dir = parentDir(dir)) {
      const owner = byDir.get(dir)
      if (owner !== undefined) return [owner]
      if (dir === '') return []
    }
  })
}
