import type { GeneratorCallback, Tree } from '@nx/devkit'
import { availableWasmBindgen, hasWasmOpt } from '@nx-crane/build'
import { generatorTree } from '../init/generator-tree'
import { readInstalled } from '../init/nx-version'
import { npmRegistry } from '../init/registry'
import { applyPlan, newestEdition } from '../scaffold/apply-plan'
import { planWasmCrate, type WasmCrateOptions } from '../scaffold/plan-wasm-crate'
import { wasmCompanions } from '../scaffold/wasm-companions'

/** `nx g nx-crane:wasm-crate`: a Rust crate that is an npm package, and an app that calls it where one is named. */
export default async function wasmCrate(
  tree: Tree,
  options: WasmCrateOptions & { readonly skipInstall?: boolean },
): Promise<GeneratorCallback> {
  const sources = generatorTree(tree)
  const app = options.newApp !== undefined ? 'new' : options.app !== undefined ? 'existing' : 'none'
  const installed = readInstalled(tree.root, sources)
  const plan = planWasmCrate(sources, options, {
    edition: newestEdition(tree.root),
    bindgen: await availableWasmBindgen(tree.root),
    wanted: await wasmCompanions(
      sources,
      { installed, app, hasWasmOpt: hasWasmOpt(tree.root) },
      npmRegistry(tree.root),
    ),
  })
  return applyPlan(tree, plan, { skipInstall: options.skipInstall === true })
}
