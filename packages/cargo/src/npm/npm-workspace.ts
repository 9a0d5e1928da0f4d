import { childPath } from '../repository-path'
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
}

/** The npm workspace of each package (by manifest). A package that belongs to none is a workspace of itself. */
export function buildNpmWorkspaces(
  tree: SourceTree,
  packages: readonly PackageManifest[],
): ReadonlyMap<string, NpmWorkspace> {
  const roots = new Map(packages.map((root) => [root.dir, globsOf(tree, root)] as const))
  const groups = new Map<string, PackageManifest[]>()
  const rootDirs = new Map<string, string>()
  for (const member of packages) {
    const dir = rootDirOf(member, roots)
    rootDirs.set(member.manifest, dir)
    const group = groups.get(dir)
    if (group) group.push(member)
    else groups.set(dir, [member])
  }
  const workspaces = new Map(
    [...groups].map(([dir, members]) => [dir, toWorkspace(tree, dir, members)] as const),
  )
  const found = new Map<string, NpmWorkspace>()
  for (const [manifest, dir] of rootDirs) {
    const workspace = workspaces.get(dir)
    if (workspace) found.set(manifest, workspace)
  }
  return found
}

function globsOf(tree: SourceTree, root: PackageManifest): readonly string[] {
  const pnpm = tree.list(root.dir)?.has('pnpm-workspace.yaml')
    ? tree.read(childPath(root.dir, 'pnpm-workspace.yaml'))
    : undefined
  return pnpm === undefined ? root.workspaces : parsePnpmWorkspace(pnpm)
}

/** The nearest directory above that declares workspaces and names this package; its own where none does. */
function rootDirOf(member: PackageManifest, roots: ReadonlyMap<string, readonly string[]>): string {
  if ((roots.get(member.dir) ?? []).length > 0) return member.dir
  for (let dir = member.dir; dir !== ''; ) {
    dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/')))
    const globs = roots.get(dir)
    if (globs && globs.length > 0) {
      const relative = dir === '' ? member.dir : member.dir.slice(dir.length + 1)
      if (matchesGlobs(relative, globs)) return dir
    }
  }
  return member.dir
}

function toWorkspace(tree: SourceTree, dir: string, packages: readonly PackageManifest[]): NpmWorkspace {
  const members = new Map<string, PackageManifest[]>()
  for (const member of packages) {
    if (!member.isNamed) continue
    const same = members.get(member.name)
    if (same) same.push(member)
    else members.set(member.name, [member])
  }
  return { dir, members, lock: readNpmLock(tree, dir) }
}
