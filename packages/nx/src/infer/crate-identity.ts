import type { Crate } from '@nx-crane/graph'

/** The options by which every executor knows the crate it is about. */
export function crateIdentity(crate: Crate): { crate: string; manifest: string; workspace: string } {
  return { crate: crate.name, manifest: crate.id, workspace: crate.workspace }
}
