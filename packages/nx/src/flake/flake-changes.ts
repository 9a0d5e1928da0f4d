import {
  buildCrateGraph,
  buildWorkspaceGraph,
  type CrateGraph,
  type ResolvedWorkspace,
  type SourceTree,
} from '@nx-crane/cargo'
import { readResolvedWorkspace } from '@nx-crane/cargo/cli'
import { planFlake, type ResolvedWorkspaces, readNixLibrary } from '@nx-crane/crane'
import { registeredOptions } from '../init/nx-json'
import { NxCraneError } from '../nx-crane-error'
import { projectManifests } from '../project-manifests'
import { compareFlake, type FlakeChanges } from './compare-flake'

/**
 * What `nx-crane flake` would change in a repository. Throws for one with broken manifests. Cargo, which knows the disk only,
 * is asked about the one at `root`.
 */
export function flakeChanges(tree: SourceTree, root?: string): FlakeChanges {
  const manifests = projectManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  refuseFaults(graph)
  const { targets, wasmOutDir } = registeredOptions(tree.read('nx.json'))
  // Without that target, `build` of a wasm crate is that of any other, and so it is here.
  const wasmCrates = targets.wasm === false ? [] : buildWorkspaceGraph(tree, graph, manifests.npm).wasmCrates
  const wasm = { crates: new Set(wasmCrates), outDir: wasmOutDir }
  const resolved = root === undefined ? undefined : resolvedWorkspaces(graph, root)
  return compareFlake(tree, planFlake(graph, { tree, wasm, library: readNixLibrary(), resolved }))
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
