import type { GeneratorCallback, Tree } from '@nx/devkit'
import { generatorTree } from '../init/generator-tree'
import { applyPlan, newestEdition } from '../scaffold/apply-plan'
import { type CrateOptions, planCrate } from '../scaffold/plan-crate'

/** `nx g nx-crane:crate`: a Rust crate in the repository's Cargo workspace. */
export default function crate(tree: Tree, options: CrateOptions): GeneratorCallback {
  const plan = planCrate(generatorTree(tree), options, { edition: newestEdition(tree.root) })
  return applyPlan(tree, plan, { skipInstall: true })
}
