import { relative } from 'node:path'
import {
  childPath,
  directoryOfGlue,
  parentDir,
  parseTypeScriptPackage,
  parseWasmSettings,
  readSourceTree,
  type WasmGlue,
  type WasmPackage,
  wasmEvidence,
  wasmPackageOf,
} from '@nx-crane/graph'
import type { WasmCrate } from './wasm-crate-metadata'

export interface WantedPackage {
  /** The repository, absolute. */
  readonly root: string
  /** Where the package lies of which the crate does not say it. */
  readonly outDir: string
  /** Null: what the crate says, and the `package.json` beside it. */
  readonly glues: readonly WasmGlue[] | null
}

/**
 * The package of a crate, for whoever has not read all of the repository: what the crate and the `package.json` beside it
 * say. Others may have scripts for it, which only the graph knows.
 */
export function readWasmPackage(crate: WasmCrate, { root, outDir, glues }: WantedPackage): WasmPackage {
  const tree = readSourceTree(root)
  const id = relative(root, crate.manifest).replaceAll('\\', '/')
  const dir = parentDir(id)
  const manifest = childPath(dir, 'package.json')
  const text = tree.read(manifest)
  const beside = text === undefined ? null : parseTypeScriptPackage(text, manifest).package
  const { settings } = parseWasmSettings({ metadata: crate.metadata, manifest: id, text: '' })
  const identity = { id, dir, library: crate.library }
  const evidence = wasmEvidence(identity, { tree, packages: beside ? [beside] : [], settings, links: [] })
  const found = wasmPackageOf(identity, evidence, outDir)
  return glues === null ? found : withGlues(found, glues)
}

/** What was asked for beside what entry points name at the top of the package. */
function withGlues(found: WasmPackage, glues: readonly WasmGlue[]): WasmPackage {
  const home = found.outDirs[0]?.dir ?? 'pkg'
  const named = found.places.filter(({ dir }) => dir === home)
  return {
    ...found,
    places: [...named, ...glues.map((glue) => ({ glue, dir: `${home}/${directoryOfGlue(glue)}` }))],
  }
}
