import { CargoError } from '../cargo-error'
import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate } from '../crate'
import type { CrateGraph } from '../crate-graph'
import { type CargoLock, lockedPackageId } from '../lock/cargo-lock'
import { parseLock } from '../lock/parse-lock'
import { childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type RootManifestRewriter, rewriteRootManifest } from './rewrite-root-manifest'

/** Reads and prepares what pruning reads, once. */
export class WorkspaceSources {
  readonly graph: CrateGraph
  readonly #tree: SourceTree
  readonly #localCrates = new Map<string, ReadonlyMap<string, Crate>>()
  readonly #locks = new Map<string, CargoLock>()
  readonly #rewriters = new Map<string, RootManifestRewriter>()

  constructor(graph: CrateGraph, tree: SourceTree) {
    this.graph = graph
    this.#tree = tree
  }

  /** The crates that a lock can mean by name and version alone; the workspace's own before others of the same name. */
  localCratesOf(workspace: CargoWorkspace): ReadonlyMap<string, Crate> {
    const known = this.#localCrates.get(workspace.manifest)
    if (known) return known
    const own = this.graph.crates.filter((crate) => crate.workspace === workspace.manifest)
    const others = this.graph.crates.filter((crate) => crate.workspace !== workspace.manifest)
    const local = new Map(
      [...others, ...own].map((crate) => [lockedPackageId({ ...crate, source: null }), crate]),
    )
    this.#localCrates.set(workspace.manifest, local)
    return local
  }

  lockOf(workspace: CargoWorkspace): CargoLock {
    const known = this.#locks.get(workspace.manifest)
    if (known) return known
    const lock = lockOf(this.#tree, workspace)
    this.#locks.set(workspace.manifest, lock)
    return lock
  }

  rewriterOf(workspace: CargoWorkspace): RootManifestRewriter {
    const known = this.#rewriters.get(workspace.manifest)
    if (known) return known
    const rewriter = rewriteRootManifest(this.#tree.read(workspace.manifest) ?? '')
    this.#rewriters.set(workspace.manifest, rewriter)
    return rewriter
  }
}

/** The lock of a workspace. Throws a CargoError when there is none, or none that can be read. */
export function lockOf(tree: SourceTree, workspace: CargoWorkspace): CargoLock {
  const file = childPath(workspace.dir, 'Cargo.lock')
  const text = tree.read(file)
  if (text !== undefined) return parseLock(text, file)
  throw new CargoError('LOCK_MISSING', {
    file,
    message: 'the workspace has no lock',
    hint: `run \`cargo generate-lockfile --manifest-path ${workspace.manifest}\` and commit the file`,
  })
}
