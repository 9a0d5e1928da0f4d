import type { Faults } from '../faults'
import type { Manifest } from '../manifest/manifest'
import { updateSubmodule } from '../manifest/submodules'
import { baseName, childPath, isWithin, parentDir, relativePath, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import type { CrateManifest } from './crate-manifest'
import type { CrateManifests } from './crate-manifests'
import { expandGlob, globFault, isGlob } from './glob'
import { directoriesOf } from './workspace-directories'

export interface Membership {
  /** Paths of the manifests of all members, in the order Cargo finds them. */
  readonly members: ReadonlySet<string>
  readonly defaultMembers: readonly string[]
}

export interface MemberSearch {
  readonly tree: SourceTree
  readonly crates: CrateManifests
  readonly faults: Faults
}

/** The members of the workspace that `root` is the root of: those it lists, and what they reach by path. */
export function workspaceMembers(root: Manifest, search: MemberSearch): Membership {
  const members = new Set<string>()
  const listed = memberDirs(root, 'members', search)
  for (const { dir, index } of listed) {
    addMember(members, root, search, { path: childPath(dir, 'Cargo.toml'), listedAt: index })
  }
  if (root.package) addMember(members, root, search, { path: root.path, listedAt: null })
  return { members, defaultMembers: defaultMembers(root, search, { members, listed }) }
}

interface ListedDir {
  readonly dir: string
  /** Its index in the manifest's list. */
  readonly index: number
}

function memberDirs(root: Manifest, key: 'members' | 'default-members', search: MemberSearch): ListedDir[] {
  const entries = directoriesOf(root, key) ?? []
  return entries.flatMap((entry, index) =>
    expandEntry(root, key, search, entry).map((dir) => ({ dir, index })),
  )
}

function expandEntry(root: Manifest, key: string, search: MemberSearch, entry: string): string[] {
  const fault = globFault(entry)
  if (fault !== null) {
    search.faults.add(root, ['workspace', key], {
      code: 'INVALID_GLOB',
      message: `workspace.${key} has the pattern ${JSON.stringify(entry)}, which Cargo refuses: ${fault}`,
      hint: 'correct the pattern',
    })
    return []
  }
  if (isGlob(entry)) {
    const found = expandGlob(search.tree, root.dir, entry)
    if (found.length > 0) return found.filter((path) => search.tree.list(path) !== undefined)
  }
  const dir = resolvePath(root.dir, entry)
  // Cargo passes over what exists and is no directory, as it does for a glob.
  if (dir !== null) return search.tree.list(parentDir(dir))?.get(baseName(dir)) === 'file' ? [] : [dir]
  search.faults.add(root, ['workspace', key], {
    code: 'PATH_OUTSIDE_REPOSITORY',
    message: `workspace.${key} names "${entry}", which lies outside the repository`,
    hint: 'list only directories of this repository',
  })
  return []
}

interface Candidate {
  readonly path: string
  readonly listedAt: number | null
}

function addMember(members: Set<string>, root: Manifest, search: MemberSearch, candidate: Candidate): void {
  const queue = [candidate]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (members.has(next.path) || search.crates.roots.excludes(root, next.path)) continue
    const manifest = search.crates.manifests.load(next.path)
    if (manifest === undefined && next.listedAt !== null) reportMissing(root, search, next)
    if (!manifest || !belongsTo(root, search, { manifest, ...next })) continue
    const crate = search.crates.of(manifest)
    if (!crate) continue
    members.add(next.path)
    queue.push(...pathDependencies(crate).reverse())
  }
}

function pathDependencies(crate: CrateManifest): Candidate[] {
  const candidates: Candidate[] = []
  for (const { specification } of crate.declared()) {
    if (specification.manifest) candidates.push({ path: specification.manifest, listedAt: null })
  }
  return candidates
}

/** A path dependency outside the workspace's directory is a member only when it points here by `package.workspace`. */
function belongsTo(
  root: Manifest,
  search: MemberSearch,
  candidate: Candidate & { manifest: Manifest },
): boolean {
  const { manifest, listedAt } = candidate
  const actual = search.crates.roots.rootOf(manifest)
  if (actual === root.path || search.crates.roots.admits(root, manifest)) return true
  if (listedAt === null && !isWithin(root.dir, manifest.dir)) return false
  // A pointer to what is no workspace is the crate's own fault.
  if (!manifest.package || (actual !== null && !search.crates.manifests.load(actual)?.workspace)) return false
  search.faults.add(root, listedAt === null ? ['workspace'] : ['workspace', 'members'], {
    code: 'WRONG_WORKSPACE',
    message: actual
      ? `the member "${manifest.dir}" belongs to the workspace of ${actual}`
      : `the member "${manifest.dir}" does not lie below this workspace`,
    hint: wrongWorkspaceHint(root, candidate, actual),
  })
  return false
}

function wrongWorkspaceHint(
  root: Manifest,
  { manifest, listedAt }: Candidate & { manifest: Manifest },
  actual: string | null,
): string {
  const leaveOut = leftOut(root, { dir: manifest.dir, listedAt })
  if (actual === manifest.path) return `${leaveOut}, or remove the [workspace] table from ${actual}`
  if (actual !== null) return leaveOut
  const pointer = JSON.stringify(relativePath(manifest.dir, root.dir))
  return `add workspace = ${pointer} to the [package] table of ${manifest.path}, or ${leaveOut}`
}

/** How a directory is no member any more: Cargo takes one that is listed by its name whatever `exclude` says. */
function leftOut(root: Manifest, { dir, listedAt }: { dir: string; listedAt: number | null }): string {
  const entry = listedAt === null ? undefined : directoriesOf(root, 'members')?.[listedAt]
  // A pattern that matches nothing counts as a name too.
  const isName = entry !== undefined && (!isGlob(entry) || resolvePath(root.dir, entry) === dir)
  if (isName) return `remove ${JSON.stringify(entry)} from workspace.members`
  return `add ${JSON.stringify(relativePath(root.dir, dir))} to workspace.exclude in ${root.path}`
}

function reportMissing(root: Manifest, search: MemberSearch, { path, listedAt }: Candidate): void {
  const dir = parentDir(path)
  const submodule = search.crates.manifests.missingSubmodule(path)
  search.faults.add(root, ['workspace', 'members'], {
    code: 'MISSING_MEMBER',
    message: `the workspace lists the member "${dir}", but there is no ${path}`,
    hint:
      submodule === null
        ? `create a crate ${isGlob(dir) ? 'that it matches' : 'there'}, with a Cargo.toml and a src/lib.rs, or ${leftOut(root, { dir, listedAt })}`
        : `${updateSubmodule(submodule)}: the member is in a Git submodule that is not checked out`,
  })
}

interface Found {
  readonly members: ReadonlySet<string>
  readonly listed: readonly ListedDir[]
}

function defaultMembers(root: Manifest, search: MemberSearch, { members, listed }: Found): string[] {
  if (!directoriesOf(root, 'default-members')) {
    return root.package && members.has(root.path) ? [root.path] : [...members]
  }
  const dirs = memberDirs(root, 'default-members', search).map(({ dir }) => dir)
  return dirs.flatMap((dir) => {
    const path = childPath(dir, 'Cargo.toml')
    if (members.has(path)) return [path]
    const excluded = search.crates.roots.excludes(root, dir) && listed.some((member) => member.dir === dir)
    if (!excluded && !isBroken(search, path)) reportNoMember(root, search, dir)
    return []
  })
}

function isBroken(search: MemberSearch, path: string): boolean {
  const manifest = search.crates.manifests.load(path)
  return manifest === null || (manifest?.package !== undefined && !search.crates.of(manifest))
}

function reportNoMember(root: Manifest, search: MemberSearch, dir: string): void {
  search.faults.add(root, ['workspace', 'default-members'], {
    code: 'DEFAULT_MEMBER_IS_NO_MEMBER',
    message: `workspace.default-members lists "${dir}", which is not a member`,
    hint: 'add it to workspace.members or remove it from workspace.default-members',
  })
}
