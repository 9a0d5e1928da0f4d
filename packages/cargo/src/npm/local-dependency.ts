import { resolvePath } from '../repository-path'
import type { NpmWorkspace } from './npm-workspace'
import type { PackageManifest } from './package-manifest'
import { satisfiesRange } from './version-range'

export interface Dependency {
  readonly name: string
  readonly specifier: string
}

/** The directory of the repository that installing `from`'s package links for the dependency, or null when it comes from elsewhere. */
export function localDependency(
  from: PackageManifest,
  dependency: Dependency,
  workspace: NpmWorkspace,
): string | null {
  const override = workspace.overrides[dependency.name]
  if (override !== undefined) {
    // As `resolutions` and `overrides` have it: relative to the root that says so.
    const path = pathOf(override)
    if (path !== null) return directory(workspace.dir, path)
  }
  if (!isRange(dependency.specifier)) {
    const path = pathOf(dependency.specifier)
    if (path !== null) return directory(from.dir, path)
    const protocol = /^workspace:(?:((?:@[^/]+\/)?[^@]+)@)?(.*)$/.exec(dependency.specifier)
    if (protocol) return workspaceMember(from, { ...dependency, protocol }, workspace)
  }
  const locked = workspace.lock.find(relativeDir(from, workspace), dependency.name, dependency.specifier)
  if (locked?.from === 'elsewhere') return null
  if (locked?.from === 'directory') return resolvePath(workspace.dir, locked.dir)
  return satisfyingMember(from, dependency, workspace)
}

/** Neither a path nor a protocol (`npm:`, `catalog:`, `git+ssh:`, …): a version range or a tag. */
export function isRange(specifier: string): boolean {
  return !specifier.includes(':') && !specifier.startsWith('.')
}

/** `file:`, `link:`, `portal:` and `workspace:` with a path, or a bare path; with the slashes of Windows too. */
function pathOf(specifier: string): string | null {
  const withProtocol =
    /^(?:file|link|portal):(.*)$/.exec(specifier) ?? /^workspace:(\.{1,2}(?:[\\/].*|$))/.exec(specifier)
  const path = withProtocol ? (withProtocol[1] ?? '') : /^\.{1,2}([\\/]|$)/.test(specifier) ? specifier : null
  return path === null ? null : path.replaceAll('\\', '/').replace(/^\/\/(?=\.)/, '')
}

/** A packed package is none of the repository's directories. */
function directory(dir: string, path: string): string | null {
  return /\.t(ar\.)?gz$/.test(path) ? null : resolvePath(dir, path)
}

interface WorkspaceProtocol extends Dependency {
  /** The name behind `workspace:`, and the range or path behind that. */
  readonly protocol: RegExpExecArray
}

/** `workspace:` outside a workspace is a template that is no member: nothing would install it. */
function workspaceMember(
  from: PackageManifest,
  { name, protocol: [, alias, rest = ''] }: WorkspaceProtocol,
  workspace: NpmWorkspace,
): string | null {
  const member = othersNamed(from, alias ?? name, workspace)[0]
  if (alias !== undefined || !/^[\w.-]+\//.test(rest)) return member?.dir ?? null
  // Yarn also takes the directory of a member, relative to the root.
  return resolvePath(workspace.dir, rest)
}

function satisfyingMember(
  from: PackageManifest,
  dependency: Dependency,
  workspace: NpmWorkspace,
): string | null {
  const member = othersNamed(from, dependency.name, workspace).find((candidate) =>
    satisfiesRange(candidate.version ?? '', dependency.specifier),
  )
  return member?.dir ?? null
}

function othersNamed(
  from: PackageManifest,
  name: string,
  workspace: NpmWorkspace,
): readonly PackageManifest[] {
  return (workspace.members.get(name) ?? []).filter((member) => member.manifest !== from.manifest)
}

function relativeDir(from: PackageManifest, workspace: NpmWorkspace): string {
  return workspace.dir === '' ? from.dir : from.dir.slice(workspace.dir.length + 1)
}
