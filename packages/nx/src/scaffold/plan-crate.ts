import { childPath, type SourceTree } from '@nx-crane/graph'
import type { InitPlan } from '../init/init-plan'
import { addToCargoRoot, cargoRootFor, type Edition } from './cargo-root'
import { printCrateManifest } from './crate-manifest'
import { newCrateName } from './crate-name'
import { LIBRARY_SOURCE, PROGRAM_SOURCE } from './crate-sources'
import { Draft } from './draft'
import { addEditorSettings } from './editor-settings'
import { ignoreWritten } from './ignore-written'
import { newDirectory } from './new-directory'
import { registerPlugin } from './register-plugin'
import { readRepository } from './repository'
import { type CrateSchema, editorOption } from './scaffold-options'

export interface ScaffoldPlan extends InitPlan {
  /** The root manifest of the Cargo workspace, whose lock file is to be brought up to date. */
  readonly cargoRoot: string
}

export interface CrateOptions extends CrateSchema {
  readonly bin?: boolean
  readonly lib?: boolean
}

/** A new crate, a library where nothing is said, as a member of the repository's Cargo workspace. */
export function planCrate(
  tree: SourceTree,
  options: CrateOptions,
  toolchain: { edition: Edition },
): ScaffoldPlan {
  const draft = new Draft(tree)
  const repository = readRepository(tree)
  const name = newCrateName(options.name, repository)
  const dir = newDirectory(draft, {
    directory: options.directory,
    name,
    others: repository.graph.crates.map((crate) => crate.dir),
    fallback: 'crates',
  })
  const root = cargoRootFor(draft, dir)
  const edition = toolchain.edition
  draft.write(
    childPath(dir, 'Cargo.toml'),
    printCrateManifest(root, { name, edition, lib: [], dependencies: [] }),
  )
  if (options.bin) draft.write(childPath(dir, 'src/main.rs'), PROGRAM_SOURCE)
  if (options.lib || !options.bin) draft.write(childPath(dir, 'src/lib.rs'), LIBRARY_SOURCE)
  addToCargoRoot(draft, root, { dir, edition })
  ignoreWritten(draft, { root, dir })
  registerPlugin(draft, { hasWasmCrates: false, hasPackages: false })
  addEditorSettings(draft, editorOption(options.editor), root)
  return { ...draft.plan, cargoRoot: root.manifest }
}
