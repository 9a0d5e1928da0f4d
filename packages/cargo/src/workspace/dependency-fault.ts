import type { Fault } from '../faults'
import type { DeclaredDependency } from '../manifest/declared-dependency'
import type { Manifest } from '../manifest/manifest'
import { parentDir } from '../repository-path'

export function outsideRepository({ key, path }: DeclaredDependency): Fault {
  return {
    code: 'PATH_OUTSIDE_REPOSITORY',
    message: `dependency "${key}" points to "${path}", outside the repository`,
    hint: 'move that crate into the repository, or depend on it by version or git repository',
  }
}

export function missingPath({ key, path }: DeclaredDependency, manifest: string): Fault {
  return {
    code: 'MISSING_PATH_DEPENDENCY',
    message: `dependency "${key}" points to "${path}", but there is no crate at ${manifest}`,
    hint: `correct the path, or create ${manifest} with a [package] table`,
  }
}

export function otherName(
  { key, package: name }: DeclaredDependency,
  found: { path: string; name: string },
): Fault {
  return {
    code: 'PATH_DEPENDENCY_NAME',
    message: `dependency "${key}" expects a crate named "${name ?? key}", but ${found.path} is "${found.name}"`,
    hint: `write package = "${found.name}" in the dependency, or correct its path`,
  }
}

export function notAMember(manifest: Manifest, { root, exists }: { root: string; exists: boolean }): Fault {
  if (!exists) {
    return {
      code: 'MISSING_WORKSPACE_ROOT',
      message: `the crate names ${root} as its workspace, but no [workspace] is there`,
      hint: 'correct package.workspace, or remove it',
    }
  }
  return {
    code: 'NOT_A_MEMBER',
    message: `the crate lies in the workspace of ${root} but is not one of its members`,
    hint: `add "${manifest.dir}" to workspace.members or to workspace.exclude in ${root} (relative to ${parentDir(root) || 'it'})`,
  }
}
