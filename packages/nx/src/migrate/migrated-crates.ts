import { buildCrateGraph, type SourceTree } from '@nx-crane/cargo'
import { crateTargets } from '../infer/crate-targets'
import type { Options } from '../infer/options'
import { surveyRepository } from '../init/survey'
import { projectManifests } from '../project-manifests'
import type { MigratedCrate } from './migration'

/** The crates of a repository with the targets our plugin gives them where nothing stands in the way. */
export function migratedCrates(tree: SourceTree, options: Options): MigratedCrate[] {
  const wasmDirs = new Set(
    surveyRepository(tree)
      .crates.filter(({ isWasm }) => isWasm)
      .map(({ dir }) => dir),
  )
  return buildCrateGraph(tree, projectManifests(tree).cargo).crates.map((crate) => {
    const isWasm = wasmDirs.has(crate.dir)
    const inferred = crateTargets(crate, {
      options,
      isWasm: () => isWasm,
      scripts: () => ({}),
      losesKey: () => false,
    })
    return { crate, isWasm, inferred }
  })
}
