import { ancestorsOf, childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type NpmLock, readNpmLock } from './npm-lock'
import type { PackageManifest } from './package-manifest'
import { matchesGlobs, parsePnpmWorkspace } from './workspace-globs'

/** Packages that one `npm install` links to each other: a root, its members, and what its lock file decided. */
export interface NpmWorkspace {
  readonly dir: string
  /** By name; two packages can carry one name. The root counts as a member. */
  readonly members: ReadonlyMap<string, readonly PackageManifest[]>
  readonly lock: NpmLock
  /** What the root puts in place of a package, by its name. */
  readonly overrides: Readonly<Record<string, string>>
}

/**
 * The npm workspaces of each package (by manifest), the outermost first: a member that is itself a root is in two. A package
 * that belongs to none is a workspace of itself.
 */
export function buildNpmWorkspaces(
  tree: SourceTree,
  packages: readonly PackageManifest[],
): ReadonlyMap<string, readonly NpmWorkspace[]> {
  const roots = findRoots(tree, packages)
  const groups = new Map<string, PackageManifest[]>()
  const rootDirs = new Map<string, readonly string[]>()
  for (const member of packages) {
    const dirs = rootDirsOf(member, roots)
    rootDirs.set(member.manifest, dirs)
    for (const dir of dirs) {
      const group = groups.get(dir)
      if (group) group.push(member)
      else groups.set(dir, [member])
    }
  }
  const workspaces = new Map(
    [...groups].map(([dir, members]) => [dir, toWorkspace(tree, dir, members)] as const),
  )
  return new Map(
    [...rootDirs].map(([manifest, dirs]) => [manifest, dirs.flatMap((dir) => workspaces.get(dir) ?? [])]),
  )
}

/** The globs of each directory that declares workspaces; pnpm's and Lerna's need no package to stand beside them. */
function findRoots(tree: SourceTree, packages: readonly PackageManifest[]): Map<string, readonly string[]> {
  const byDir = new Map(packages.map((manifest) => [manifest.dir, manifest]))
  const dirs = new Set(packages.flatMap(({ dir }) => [dir, ...ancestorsOf(dir)]))
  const roots = new Map<string, readonly string[]>()
  for (const dir of dirs) {
    const globs = workspaceGlobs(tree, dir, byDir.get(dir)?.workspaces ?? [])
    if (globs.length > 0) roots.set(dir, globs)
  }
  return roots
}

/**
 * The globs with which the directory names its members, `[]` when it is no root: of `workspaces`, `pnpm-workspace.yaml` and
 * `lerna.json`, together, as Nx takes them.
 */
export function workspaceGlobs(
  tree: SourceTree,
  dir: string,
  workspaces: readonly string[],
): readonly string[] {
  const names = tree.list(dir)
  const read = (name: string) => (names?.has(name) ? tree.read(childPath(dir, name)) : undefined)
  const pnpm = read('pnpm-workspace.yaml')
  const lerna = read('lerna.json')
  if (pnpm === undefined && lerna === undefined) return workspaces
  return [
    ...workspaces,
    ...(pnpm === undefined ? [] : parsePnpmWorkspace(pnpm)),
    ...(lerna === undefined ? [] : lernaGlobs(lerna)),
  ]
}

function lernaGlobs(text: string): string[] {
  try {
    const { packages } = JSON.parse(text) as { packages?: unknown }
    const globs = Array.isArray(packages) ? packages.filter((glob) => typeof glob === 'string') : []
    return globs.length > 0 ? globs : ['packages/*']
  } catch {
    return []
  }
}

/** The nearest directory above that declares workspaces and names this package, and its own where it declares some or nobody names it. */
function rootDirsOf(
  member: PackageManifest,
  roots: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const above = ancestorsOf(member.dir).find((dir) => {
    const relative = dir === '' ? member.dir : member.dir.slice(dir.length + 1)
    return matchesGlobs(relative, roots.get(dir) ?? [])
  })
  if (above === undefined) return [member.dir]
  return roots.has(member.dir) ? [above, member.dir] : [above]
}

function toWorkspace(tree: SourceTree, dir: string, packages: readonly PackageManifest[]): NpmWorkspace {
  const members = new Map<string, PackageManifest[]>()
  for (const member of packages) {
    if (!member.isNamed) continue
    const same = members.get(member.name)
    if (same) same.push(member)
    else members.set(member.name, [member])
  }
  const root = packages.find((member) => member.dir === dir)
  const lock = readNpmLock(tree, dir, root?.packageManager ?? null)
  return { dir, members, lock, overrides: root?.overrides ?? {} }
}
