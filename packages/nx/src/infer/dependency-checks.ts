import type { TargetConfiguration } from '@nx/devkit'
import { childPath, type DependencyCheckKind, parentDir, TARGETS } from '@nx-crane/graph'
import { DENY_FILES } from './deny-configs'
import { executorOf } from './options'
import type { Workspace } from './workspace'

/** What cargo-audit or cargo-deny can look at from one directory. */
export interface PlannedCheck {
  readonly kind: DependencyCheckKind
  /** Relative to the Nx workspace. */
  readonly manifest: string
  readonly allMembers: boolean
}

/**
 * The checks that can be made in a directory: `audit` in the root of a workspace or of a crate that stands alone, where the Cargo.lock
 * lies, and `deny` where its configuration lies. What lies in the root of a workspace is about all of its crates. Whether the lock is there
 * yet does not count: the first build makes it, and a target that comes then makes every task of the project miss once more.
 */
export function dependencyChecks(
  { graph, denyConfigs }: Pick<Workspace, 'graph' | 'denyConfigs'>,
  dir: string,
): PlannedCheck[] {
  const manifest = childPath(dir, 'Cargo.toml')
  const root = graph.workspaceAt(manifest)
  const allMembers = root !== undefined && root.members.length > 1
  return [
    ...(root ? [{ kind: 'audit' as const, manifest, allMembers }] : []),
    ...(denyConfigs.includes(dir) ? [{ kind: 'deny' as const, manifest, allMembers }] : []),
  ]
}

/** Which kinds of checks there are anywhere. */
export function checksOf(
  workspace: Pick<Workspace, 'graph' | 'denyConfigs' | 'crates' | 'virtualWorkspaces'>,
): DependencyCheckKind[] {
  const dirs = [...workspace.crates, ...workspace.virtualWorkspaces].map(({ dir }) => dir)
  return [...new Set(dirs.flatMap((dir) => dependencyChecks(workspace, dir).map(({ kind }) => kind)))]
}

/** Never cached: advisories become known while the files stay as they are. Its inputs are for `nx affected`. */
export function dependencyTarget({ kind, manifest, allMembers }: PlannedCheck): TargetConfiguration {
  return {
    executor: executorOf(kind),
    cache: TARGETS[kind].cached,
    inputs: CHECKED_FILES.map((file) => `{workspaceRoot}/${childPath(parentDir(manifest), file)}`),
    options: { kind, manifest, ...(allMembers ? { allMembers } : {}) },
    metadata: { technologies: ['rust'], description: TARGETS[kind].description },
  }
}

const CHECKED_FILES = ['Cargo.lock', '**/Cargo.toml', '.cargo/audit.toml', ...DENY_FILES] as const
