import {
  buildCrateGraph,
  type CrateGraph,
  findManifests,
  type ResolvedWorkspace,
  type SourceTree,
} from '@nx-crane/cargo'
import { readResolvedWorkspace } from '@nx-crane/cargo/cli'
import { planFlake, type ResolvedWorkspaces, readNixLibrary } from '@nx-crane/crane'
import { NxCraneError } from '../nx-crane-error'
import { compareFlake, type FlakeChanges } from './compare-flake'

/** What `nx-crane flake` would change in the repository at `root`. Throws for one with broken manifests. */
export function flakeChanges(tree: SourceTree, root: string): FlakeChanges {
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  refuseFaults(graph)
  return compareFlake(
    tree,
    planFlake(graph, { tree, library: readNixLibrary(), resolved: resolvedWorkspaces(graph, root) }),
  )
}

/** Undefined when cargo cannot tell of one: half of an answer would say that what is there is out of date. */
function resolvedWorkspaces({ workspaces }: CrateGraph, root: string): ResolvedWorkspaces | undefined {
  const resolved: [string, ResolvedWorkspace][] = []
  for (const { dir, manifest } of workspaces) {
    const workspace = readResolvedWorkspace(root, manifest)
    if (workspace === undefined) return undefined
    resolved.push([dir, workspace])
  }
  return new Map(resolved)
}

/** A flake without the crates of a broken manifest would look like a whole one. */
function refuseFaults(graph: CrateGraph): void {
  if (graph.diagnostics.length === 0) return
  throw new NxCraneError('BROKEN_MANIFESTS', {
    message: graph.diagnostics.map(({ file, message }) => `${file}: ${message}`).join('\n'),
    hint: 'correct these, then run `nx-crane flake` again',
  })
}
