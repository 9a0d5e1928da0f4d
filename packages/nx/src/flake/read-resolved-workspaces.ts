import { readResolvedWorkspace } from '@nx-crane/build'
import type { ResolvedWorkspaces } from '@nx-crane/crane'
import { type CrateGraph, type Diagnostic, isWithin, type ResolvedWorkspace } from '@nx-crane/graph'

/** Told before cargo downloads what a workspace needs; without one it does not. */
export type OnDownload = (manifest: string) => void

export interface ResolvedWorkspacesRequest {
  /** The repository, absolute. */
  readonly root: string
  readonly download: OnDownload | undefined
  /** What is wrong with its manifests. */
  readonly diagnostics: readonly Diagnostic[]
}

/** What cargo says of workspaces. It cannot tell of one whose lock does not fit its manifests, or whose packages it has not downloaded. */
export function readResolvedWorkspaces(
  { workspaces }: CrateGraph,
  { root, download, diagnostics }: ResolvedWorkspacesRequest,
): ResolvedWorkspaces {
  const resolved = new Map<string, ResolvedWorkspace>()
  for (const { dir, manifest, lock } of workspaces) {
    // Cargo would write one.
    if (lock === null) continue
    // Cargo would wait for a pipe in the place of a manifest.
    if (diagnostics.some(({ code, file }) => code === 'NOT_A_FILE' && isWithin(dir, file))) continue
    let workspace = readResolvedWorkspace(root, manifest)
    if (workspace === undefined && download) {
      download(manifest)
      workspace = readResolvedWorkspace(root, manifest, { mayDownload: true })
    }
    if (workspace !== undefined) resolved.set(dir, workspace)
  }
  return resolved
}
