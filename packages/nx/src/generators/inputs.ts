import type { Tree } from '@nx/devkit'
import { checkTreePlaces } from '../check-tree-places'
import { generatorTree } from '../init/generator-tree'
import { crateInputs } from '../inputs/crate-inputs'
import { missingLines } from '../inputs/print-inputs'

export interface InputsResult {
  readonly outOfSyncMessage?: string
  readonly outOfSyncDetails?: string[]
}

/**
 * A sync generator: `nx sync` writes what `nx-crane inputs --write` would, and `nx sync:check` fails where that is anything. On a machine
 * that has observed nothing there is nothing to say.
 */
export default function inputs(tree: Tree): InputsResult {
  const missing = crateInputs({ root: tree.root, tree: generatorTree(tree) }).flatMap((crate) => {
    const text = crate.verdict.is === 'missing' ? crate.verdict.text : null
    return text === null ? [] : [{ crate, text }]
  })
  for (const { crate, text } of missing) tree.write(crate.crate, text)
  checkTreePlaces(tree)
  if (missing.length === 0) return {}
  return {
    outOfSyncMessage: `crates read more than [package.metadata.nx-crane] declares: ${missing.map(({ crate }) => crate.crate).join(', ')}`,
    outOfSyncDetails: missing.map(({ crate }) => `${crate.crate}: ${missingLines(crate).join(', ')}`),
  }
}
