import { type CrateGraph, isWithin, type ResolvedWorkspace } from '@nx-crane/cargo'
import { readResolvedWorkspace } from '@nx-crane/cargo/cli'
import type { ResolvedWorkspaces } from '@nx-crane/crane'

/** Told before cargo downloads what a workspace needs; without one it does not. */
export type OnDownload = (manifest: string) => void

/** What cargo says of workspaces. It cannot tell of one whose lock does not fit its manifests, or whose packages it has not downloaded. */
export function readResolvedWorkspaces(
  { workspaces, diagnostics }: CrateGraph,
  { root, download }: { readonly root: string; readonly download: OnDownload | undefined },
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
