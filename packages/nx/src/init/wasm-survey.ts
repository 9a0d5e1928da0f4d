import {
  buildCrateGraph,
  buildWorkspaceGraph,
  lockedBindgenVersion,
  NO_EVIDENCE,
  type SourceTree,
  type WasmPackage,
  wasmIdentity,
  wasmPackageOf,
  wasmProfile,
} from '@nx-crane/graph'
import type { Options } from '../infer/options'
import { projectManifests } from '../project-manifests'

/** What `init` needs to know of a wasm crate. */
export interface SurveyedWasmCrate {
  readonly name: string
  readonly dir: string
  readonly planned: WasmPackage
  /** The version of wasm-bindgen that the lock has for it; null where it has none yet. */
  readonly bindgen: string | null
  /** Release builds of it are optimised. */
  readonly needsWasmOpt: boolean
}

/** The wasm crates of a repository, those included that are one only because a package is linked to their build. */
export function surveyWasmCrates(tree: SourceTree, { wasmOutDir }: Options): SurveyedWasmCrate[] {
  const manifests = projectManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  const { wasmCrates, wasmEvidence } = buildWorkspaceGraph(tree, graph, manifests.npm)
  return wasmCrates.flatMap((id) => {
    const crate = graph.crate(id)
    if (!crate) return []
    const { lock } = graph.workspaceOf(crate)
    return [
      {
        name: crate.name,
        dir: crate.dir,
        planned: wasmPackageOf(wasmIdentity(crate), wasmEvidence[id] ?? NO_EVIDENCE, wasmOutDir),
        bindgen: bindgenIn(lock === null ? null : (tree.read(lock) ?? null), crate),
        needsWasmOpt: wasmProfile(crate.metadata, 'release').wasmOpt !== null,
      },
    ]
  })
}

/** A lock that is damaged, or does not have the crate yet, is cargo's to complete. */
function bindgenIn(
  text: string | null,
  { name, version, id }: { readonly name: string; readonly version: string; readonly id: string },
): string | null {
  try {
    return lockedBindgenVersion(text, { name, version, manifest: id })
  } catch {
    return null
  }
}
