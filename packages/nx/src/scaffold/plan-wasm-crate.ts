import { childPath, type SourceTree } from '@nx-crane/graph'
import { planDevDependencies, type WantedPackage } from '../init/dev-dependencies'
import { registeredOptions } from '../init/nx-json'
import { NxCraneError } from '../nx-crane-error'
import { addToApp, findApp } from './app'
import { bindgenRequirement } from './bindgen-requirement'
import { addToCargoRoot, cargoRootFor, type Edition } from './cargo-root'
import { printCrateManifest } from './crate-manifest'
import { newCrateName } from './crate-name'
import { WASM_SOURCE } from './crate-sources'
import { Draft } from './draft'
import { addEditorSettings } from './editor-settings'
import { ignoreWritten } from './ignore-written'
import { addNewApp } from './new-app'
import { newDirectory } from './new-directory'
import { addToNpmRoot } from './npm-members'
import { newNpmName } from './npm-name'
import type { ScaffoldPlan } from './plan-crate'
import { registerPlugin } from './register-plugin'
import { readRepository } from './repository'
import { type CrateSchema, editorOption } from './scaffold-options'
import { wasmPackageJson } from './wasm-package-json'

export interface WasmCrateOptions extends CrateSchema {
  readonly packageName?: unknown
  readonly app?: unknown
  readonly newApp?: unknown
}

/** What the machine and the registry answered. */
export interface WasmCrateSurroundings {
  readonly edition: Edition
  /** The version of a wasm-bindgen program that is at hand. */
  readonly bindgen: string | null
  /** What the root is to depend on. */
  readonly wanted: readonly WantedPackage[]
}

/** A new wasm crate with its npm package, and with an app that uses it where one is named. */
export function planWasmCrate(
  tree: SourceTree,
  options: WasmCrateOptions,
  { edition, bindgen, wanted }: WasmCrateSurroundings,
): ScaffoldPlan {
  const draft = new Draft(tree)
  const repository = readRepository(tree)
  const { wasmOutDir } = registeredOptions(draft.read('nx.json'))
  const name = newCrateName(options.name, repository)
  const packageName = newNpmName(options.packageName, { crate: name, draft, repository })
  const dir = newDirectory(draft, {
    directory: options.directory,
    name,
    others: repository.graph.crates.map((crate) => crate.dir),
    fallback: 'crates',
  })
  const root = cargoRootFor(draft, dir)
  draft.write(
    childPath(dir, 'Cargo.toml'),
    printCrateManifest(root, {
      name,
      edition,
      lib: ['crate-type = ["cdylib", "rlib"]'],
      dependencies: [bindgenRequirement(draft, root, bindgen)],
    }),
  )
  draft.write(childPath(dir, 'src/lib.rs'), WASM_SOURCE)
  draft.write(
    childPath(dir, 'package.json'),
    wasmPackageJson({ name: packageName, crate: name, outDir: wasmOutDir }),
  )
  addToCargoRoot(draft, root, { dir, edition })
  addToNpmRoot(draft, dir)
  ignoreWritten(draft, { root, dir, wasmOutDir })
  registerPlugin(draft, { hasWasmCrates: true, hasPackages: true })
  addEditorSettings(draft, editorOption(options.editor), root)
  if (options.app !== undefined && options.newApp !== undefined) {
    throw new NxCraneError('INVALID_OPTIONS', {
      message: '--app and --new-app are both given',
      hint: 'name an existing app with --app, or a new one with --new-app',
    })
  }
  if (options.app !== undefined) {
    addToApp(draft, findApp(draft, repository, options.app), packageName)
    draft.note(`use it: import { greet } from '${packageName}'`)
  }
  if (options.newApp !== undefined) {
    const after = readRepository(draft)
    const isInferred = wanted.some(({ name, version }) => name === '@nx/vite' && version !== null)
    addNewApp(draft, after, { name: options.newApp, packageName, isInferred })
  }
  addDevDependencies(draft, wanted)
  draft.note(
    'editors read its types from what a build leaves: run `npx nx run-many -t wasm`, on a fresh clone too',
  )
  return { ...draft.plan, cargoRoot: root.manifest }
}

function addDevDependencies(draft: Draft, wanted: readonly WantedPackage[]): void {
  const text = draft.read('package.json')
  if (wanted.length === 0 || text === undefined) return
  draft.include(planDevDependencies(text, wanted, ''))
}
