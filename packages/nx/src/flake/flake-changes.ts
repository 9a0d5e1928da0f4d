import { CRATES_FILE, planFlake, readNixLibrary } from '@nx-crane/crane'
import { buildCrateGraph, buildWorkspaceGraph, type SourceTree } from '@nx-crane/graph'
import { printExpression, str } from '@nx-crane/nix'
import { readBuilds } from '../infer/read-builds'
import { registeredOptions } from '../init/nx-json'
import { projectManifests } from '../project-manifests'
import { compareFlake, type FlakeChanges } from './compare-flake'
import { flakeWarnings } from './flake-warnings'
import { type OnDownload, readResolvedWorkspaces } from './read-resolved-workspaces'
import { soundCrates } from './sound-crates'

export interface PlannedChanges extends FlakeChanges {
  /** What people should know of all the same. */
  readonly warnings: readonly string[]
}

/**
 * What `nx-crane flake` would change in a repository. Throws where a crate of the flake has a broken manifest. Cargo, which
 * knows the disk only, is asked about the one at `root`.
 */
export function flakeChanges(tree: SourceTree, root?: string, download?: OnDownload): PlannedChanges {
  const manifests = projectManifests(tree)
  const all = buildCrateGraph(tree, manifests.cargo)
  const { graph, warnings } = soundCrates(all, inFlake(tree))
  const { targets, wasmOutDir } = registeredOptions(tree.read('nx.json'))
  // Without that target, `build` of a wasm crate is that of any other, and so it is here.
  const workspace = buildWorkspaceGraph(tree, graph, manifests.npm)
  const wasmCrates = targets.wasm === false ? [] : workspace.wasmCrates
  const wasm = { crates: new Set(wasmCrates), evidence: workspace.wasmEvidence, outDir: wasmOutDir }
  const { diagnostics } = all
  const resolved =
    root === undefined ? undefined : readResolvedWorkspaces(graph, { root, download, diagnostics })
  const plan = planFlake(graph, { tree, wasm, library: readNixLibrary(), resolved })
  return {
    ...compareFlake(tree, plan),
    warnings: [
      ...warnings,
      ...flakeWarnings(graph, { tree, resolved, builds: readBuilds({ ...workspace, graph }) }),
    ],
  }
}

/** Whether the flake that is there has a crate in a directory. */
function inFlake(tree: SourceTree): (dir: string) => boolean {
  const text = tree.read(CRATES_FILE) ?? ''
  return (dir) => text.includes(`dir = ${printExpression(str(dir))};`)
}
