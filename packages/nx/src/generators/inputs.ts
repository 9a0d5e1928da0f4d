import type { Tree } from '@nx/devkit'
import { checkTreePlaces } from '../check-tree-places'
import { generatorTree } from '../init/generator-tree'
import { type CrateInputs, crateInputs } from '../inputs/crate-inputs'
import { missingLines } from '../inputs/print-inputs'
import { type SyncResult, syncResult } from './sync-result'

/**
 * A sync generator: `nx sync` writes what `nx-crane inputs --write` would, and `nx sync:check` fails where that is anything. On a machine
 * that has observed nothing there is nothing to say.
 */
export default function inputs(tree: Tree, options?: object): SyncResult | undefined {
  const missing = crateInputs({ root: tree.root, tree: generatorTree(tree) }).flatMap((crate) => {
    const text = crate.verdict.is === 'missing' ? crate.verdict.text : null
    return text === null ? [] : [{ crate, text }]
  })
  for (const { crate, text } of missing) tree.write(crate.crate, text)
  checkTreePlaces(tree)
  return syncResult(missing.length === 0 ? null : messageOf(missing.map(({ crate }) => crate)), options)
}

function messageOf(crates: readonly CrateInputs[]): SyncResult {
  const manifests = crates.map(({ crate }) => crate).join(', ')
  return {
    outOfSyncMessage: `crates read more than [package.metadata.nx-crane] declares: ${manifests}`,
    outOfSyncDetails: crates.map((crate) => `${crate.crate}: ${missingLines(crate).join(', ')}`),
  }
}
