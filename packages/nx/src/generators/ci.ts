import type { Tree } from '@nx/devkit'
import { checkTreePlaces } from '../check-tree-places'
import type { CiSchema } from '../ci/ci-options'
import { hasCi, planCi } from '../ci/plan-ci'
import { generatorTree } from '../init/generator-tree'
import { answer } from '../say'
import { type SyncResult, syncResult } from './sync-result'

/**
 * `nx g nx-crane:ci`: a workflow for GitHub Actions or GitLab CI. As a sync generator it keeps the one that is there up to date, and writes
 * none.
 */
export default function ci(tree: Tree, options?: CiSchema): SyncResult | undefined {
  const sources = generatorTree(tree)
  if (options === undefined && !hasCi(sources)) return undefined
  const { files, notes } = planCi(sources, options ?? {})
  if (options !== undefined) for (const note of notes) answer(`nx-crane: ${note}`)
  for (const { path, text } of files) tree.write(path, text)
  checkTreePlaces(tree)
  const message = `the CI workflow is out of date: ${files.map(({ path }) => path).join(', ')}`
  return syncResult(files.length === 0 ? null : { outOfSyncMessage: message }, options)
}
