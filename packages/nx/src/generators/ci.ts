import type { Tree } from '@nx/devkit'
import { checkTreePlaces } from '../check-tree-places'
import type { CiSchema } from '../ci/ci-options'
import { requireGitTop } from '../ci/git-top'
import { planCi, writtenProviders } from '../ci/plan-ci'
import { generatorTree } from '../init/generator-tree'
import { answer } from '../say'
import { type SyncResult, syncResult } from './sync-result'

/**
 * `nx g nx-crane:ci`: a workflow for GitHub Actions or GitLab CI. As a sync generator it keeps the one that is there up to date, and writes
 * none.
 */
export default function ci(tree: Tree, options?: CiSchema): SyncResult | undefined {
  if (options !== undefined) requireGitTop(tree.root)
  const sources = generatorTree(tree)
  const schemas =
    options === undefined ? writtenProviders(sources).map((provider) => ({ provider })) : [options]
  const plans = schemas.map((schema) => planCi(sources, schema))
  const files = plans.flatMap((plan) => plan.files)
  for (const { path, text } of files) tree.write(path, text)
  checkTreePlaces(tree)
  if (options !== undefined)
    for (const note of plans.flatMap(({ notes }) => notes)) answer(`nx-crane: ${note}`)
  const message = `the CI workflow is out of date: ${files.map(({ path }) => path).join(', ')}`
  return syncResult(files.length === 0 ? null : { outOfSyncMessage: message }, options)
}
