import { buildCrateGraph, buildWorkspaceGraph, type CrateGraph, type SourceTree } from '@nx-crane/cargo'
import { planFlake, readNixLibrary } from '@nx-crane/crane'
import { registeredOptions } from '../init/nx-json'
import { NxCraneError } from '../nx-crane-error'
import { projectManifests } from '../project-manifests'
import { compareFlake, type FlakeChanges } from './compare-flake'

/** What `nx-crane flake` would change in a repository. Throws for one with broken manifests. */
export function flakeChanges(tree: SourceTree): FlakeChanges {
  const manifests = projectManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  refuseFaults(graph)
  const { targets, wasmOutDir } = registeredOptions(tree.read('nx.json'))
  // Without that target, `build` of a wasm crate is that of any other, and so it is here.
  const wasmCrates = targets.wasm === false ? [] : buildWorkspaceGraph(tree, graph, manifests.npm).wasmCrates
  const wasm = { crates: new Set(wasmCrates), outDir: wasmOutDir }
  return compareFlake(tree, planFlake(graph, { tree, wasm, library: readNixLibrary() }))
}

/** A flake without the crates of a broken manifest would look like a whole one. */
function refuseFaults(graph: CrateGraph): void {
  if (graph.diagnostics.length === 0) return
  throw new NxCraneError('BROKEN_MANIFESTS', {
    message: graph.diagnostics.map(({ file, message }) => `${file}: ${message}`).join('\n'),
    hint: 'correct these, then run `nx-crane flake` again',
  })
}
