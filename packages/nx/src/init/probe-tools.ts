import { join } from 'node:path'
import { probeWasmTools } from '@nx-crane/build'
import type { SourceTree } from '@nx-crane/graph'
import { packageManagerOf } from '@nx-crane/graph'
import { wasmCompanions } from '../scaffold/wasm-companions'
import type { WantedPackage } from './dev-dependencies'
import { type MissingTool, missingTools } from './missing-tools'
import { registeredOptions } from './nx-json'
import type { AskRegistry, Installed } from './wanted-packages'
import { surveyWasmCrates } from './wasm-survey'

export interface ToolsOfRepository {
  readonly missing: readonly MissingTool[]
  /** What goes into devDependencies for it. */
  readonly wanted: readonly WantedPackage[]
}

/** Which tools the WebAssembly packages of a repository will miss on this machine, and the packages that bring them. */
export async function probeTools(
  root: string,
  tree: SourceTree,
  { installed, ask }: { readonly installed: Installed; readonly ask: AskRegistry },
): Promise<ToolsOfRepository> {
  const crates = surveyWasmCrates(tree, registeredOptions(tree.read('nx.json')))
  // Crates of one directory of compilers are alike; asking costs a process each.
  const probed = await Promise.all(
    crates.map(async (crate) => ({
      ...crate,
      found: await probeWasmTools({ root, dir: join(root, crate.dir), bindgen: crate.bindgen }),
    })),
  )
  const missing = missingTools(probed, packageManagerOf(tree))
  const hasWasmOpt = missing.every(({ tool }) => tool !== 'wasm-opt')
  const wanted = hasWasmOpt ? [] : await wasmCompanions(tree, { installed, app: 'none', hasWasmOpt }, ask)
  return { missing, wanted }
}

/** A line for each tool that `init` does not bring by a package itself. */
export function toolNotes({ missing, wanted }: ToolsOfRepository): string[] {
  const isBrought = wanted.some(({ version }) => version !== null)
  return missing
    .filter(({ tool }) => tool !== 'wasm-opt' || !isBrought)
    .map(({ fault, mend }) => `${fault}: ${mend}`)
}
