import { firstChange, Snapshot } from '@nx-crane/files'
import type { CargoWorkspace, Crate, CrateGraph, CrateId, Diagnostic, SourceTree } from '@nx-crane/graph'
import { buildCrateGraph, findManifests, RecordedTree, readSourceTree, treeDisk } from '@nx-crane/graph'
import type { CrateLookup } from '../dependency-inputs'
import type { KeyStructure } from '../key-snapshot'
import { outsidePackagesOf } from '../outside-packages'
import type { KeyDisk } from './key-disk'

/** The crates of a repository, and the tree in which they were found. */
export interface CrateStructure {
  readonly tree: SourceTree
  readonly graph: CrateLookup
  readonly crates: readonly CrateId[]
  readonly diagnostics: readonly Diagnostic[]
  /** Directories of packages that manifests name by path and that are none of these crates, relative to the root. */
  readonly outsidePackages: readonly string[]
  /** What to keep for the next run, once everything has been asked of the tree. */
  kept(): KeyStructure
}

/** Builds the graph of the crates anew. */
export function buildStructure(disk: KeyDisk, given: readonly string[] | undefined): CrateStructure {
  const files = disk.files(Number.POSITIVE_INFINITY)
  const tree = new RecordedTree(readSourceTree(disk.root, (path) => files.listPlain(path)))
  const manifests = [...(given ?? findManifests(tree).cargo)].sort()
  const graph = buildCrateGraph(tree, manifests)
  const crates = graph.crates.map(({ id }) => id)
  const outsidePackages = outsidePackagesOf(graph, tree)
  return {
    tree,
    graph,
    crates,
    diagnostics: graph.diagnostics,
    outsidePackages,
    kept: () => ({
      manifests: manifestsOf(graph, manifests),
      observations: tree.observations(disk.root),
      workspaces: graph.workspaces,
      crates,
      outsidePackages,
      records: graph.crates.map((crate) => () => JSON.stringify(crate)),
    }),
  }
}

/** The structure as it was kept; undefined when anything has changed that it follows from. */
export function recallStructure(known: KeyStructure, disk: KeyDisk): CrateStructure | undefined {
  const plain = readSourceTree(disk.root)
  const tree = new RecordedTree(plain)
  if (firstChange(known.observations, treeDisk(plain, disk.stats))) return undefined
  return {
    tree,
    graph: new RecalledCrates(known),
    crates: known.crates,
    diagnostics: [],
    outsidePackages: known.outsidePackages,
    kept: () => withNewQuestions(known, tree, disk.root),
  }
}

/** A crate that is looked at anew may ask what nobody asked before: for the ignore file of a new directory, say. */
function withNewQuestions(known: KeyStructure, tree: RecordedTree, root: string): KeyStructure {
  const asked = new Snapshot(known.observations)
  const added = tree
    .observations(root)
    .filter(([question, path]) => asked.numberOf(question, path) === undefined)
  if (added.length === 0) return known
  const { seal: _, ...structure } = known
  return { ...structure, observations: [...known.observations, ...added] }
}

/** Also those that path dependencies led to: a run that names them is about the same crates. */
function manifestsOf({ crates, workspaces }: CrateGraph, given: readonly string[]): string[] {
  const found = [...crates.map(({ id }) => id), ...workspaces.map(({ manifest }) => manifest)]
  return [...new Set([...given, ...found])].sort()
}

/** Crates as they were kept, each parsed when it is asked for. */
class RecalledCrates implements CrateLookup {
  readonly workspaces: readonly CargoWorkspace[]
  readonly #structure: KeyStructure
  readonly #numbers: ReadonlyMap<CrateId, number>
  readonly #parsed = new Map<CrateId, Crate>()

  constructor(structure: KeyStructure) {
    this.workspaces = structure.workspaces
    this.#structure = structure
    this.#numbers = new Map(structure.crates.map((id, number) => [id, number]))
  }

  get crates(): readonly Crate[] {
    return this.#structure.crates.flatMap((id) => this.crate(id) ?? [])
  }

  crate(id: CrateId): Crate | undefined {
    let crate = this.#parsed.get(id)
    const record = crate ? undefined : this.#structure.records[this.#numbers.get(id) ?? -1]
    if (record) {
      crate = JSON.parse(record()) as Crate
      this.#parsed.set(id, crate)
    }
    return crate
  }
}
