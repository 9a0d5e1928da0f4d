import { alg, Graph } from '@dagrejs/graphlib'
import type { CargoWorkspace } from './cargo-workspace'
import type { Crate, CrateDependency, CrateId, DependencyKind } from './crate'
import type { Diagnostic } from './diagnostic'

export interface CrateGraphContents {
  readonly crates: readonly Crate[]
  readonly workspaces: readonly CargoWorkspace[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The crates of a repository and which of them depend on which. Immutable. */
export class CrateGraph {
  readonly crates: readonly Crate[]
  readonly workspaces: readonly CargoWorkspace[]
  readonly diagnostics: readonly Diagnostic[]
  readonly #byId: ReadonlyMap<CrateId, Crate>
  readonly #workspaceByManifest: ReadonlyMap<string, CargoWorkspace>
  #edges: Graph | undefined

  constructor(contents: CrateGraphContents) {
    this.crates = [...contents.crates].sort((a, b) => (a.id < b.id ? -1 : 1))
    this.workspaces = contents.workspaces
    this.diagnostics = contents.diagnostics
    this.#byId = new Map(this.crates.map((crate) => [crate.id, crate]))
    this.#workspaceByManifest = new Map(this.workspaces.map((workspace) => [workspace.manifest, workspace]))
  }

  /**
   * Edges point from a crate to its dependency; one edge per dependency kind, named by it. Built when first asked for:
   * a run that only lists the crates does not pay for it.
   */
  get #graph(): Graph {
    this.#edges ??= toGraph(this.crates)
    return this.#edges
  }

  crate(id: CrateId): Crate | undefined {
    return this.#byId.get(id)
  }

  /** The workspace with this root manifest. */
  workspaceAt(manifest: string): CargoWorkspace | undefined {
    return this.#workspaceByManifest.get(manifest)
  }

  workspaceOf(crate: Crate): CargoWorkspace {
    const workspace = this.workspaceAt(crate.workspace)
    if (!workspace)
      throw new Error(`crate ${crate.id} names the workspace ${crate.workspace}, which is not in the graph`)
    return workspace
  }

  /** The local crates that `id` depends on directly, by any of `kinds`, sorted. */
  dependenciesOf(id: CrateId, kinds: readonly DependencyKind[]): CrateId[] {
    return neighbours(this.#graph.outEdges(id) ?? [], kinds, (edge) => edge.w)
  }

  /** The local crates that depend on `id` directly, by any of `kinds`, sorted. */
  dependentsOf(id: CrateId, kinds: readonly DependencyKind[]): CrateId[] {
    return neighbours(this.#graph.inEdges(id) ?? [], kinds, (edge) => edge.v)
  }

  /**
   * `id` and every local crate reachable from it, sorted. Dev-dependencies may form cycles; this ends all the same.
   * With `dev` in `kinds` only `id`'s own dev-dependencies are followed, as Cargo compiles them; their own are not.
   */
  closureOf(id: CrateId, kinds: readonly DependencyKind[]): CrateId[] {
    const transitive = kinds.filter((kind) => kind !== 'dev')
    const found = new Set([id])
    const queue = this.dependenciesOf(id, kinds)
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next)) continue
      found.add(next)
      queue.push(...this.dependenciesOf(next, transitive))
    }
    return [...found].sort()
  }

  /** The groups of crates that depend on each other in a circle, which only dev-dependencies can close. Each sorted. */
  cycles(): CrateId[][] {
    return alg
      .tarjan(this.#graph)
      .filter((component) => component.length > 1)
      .map((component) => [...component].sort())
  }

  /**
   * `id` and every local crate whose manifest Cargo must be able to load to build it: all kinds of all of them, sorted.
   */
  manifestClosureOf(id: CrateId): CrateId[] {
    const all: readonly DependencyKind[] = ['normal', 'build', 'dev']
    const found = new Set<CrateId>()
    const queue = [id]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next)) continue
      found.add(next)
      queue.push(...this.dependenciesOf(next, all))
    }
    return [...found].sort()
  }
}

function toGraph(crates: readonly Crate[]): Graph {
  const graph = new Graph({ directed: true, multigraph: true })
  for (const crate of crates) graph.setNode(crate.id)
  for (const crate of crates) {
    for (const dependency of crate.dependencies) addEdge(graph, crate.id, dependency)
  }
  return graph
}

function addEdge(graph: Graph, from: CrateId, dependency: CrateDependency): void {
  if (dependency.crate !== null && graph.hasNode(dependency.crate)) {
    graph.setEdge(from, dependency.crate, dependency.kind, dependency.kind)
  }
}

type NamedEdge = { v: string; w: string; name?: string | undefined }

function neighbours(
  edges: readonly NamedEdge[],
  kinds: readonly DependencyKind[],
  end: (edge: NamedEdge) => string,
): CrateId[] {
  const wanted = edges.filter((edge) => kinds.includes(edge.name as DependencyKind))
  return [...new Set(wanted.map(end))].sort()
}
