import { type Edge, leadsToCrate } from '@nx-crane/graph'

/** What one package reaches by `npm` edges, and the crates those and it load. Manifests, in the order they were given. */
export interface Reached {
  readonly packages: readonly string[]
  /** Those that it loads; one that only a script builds is not among them. */
  readonly crates: readonly string[]
  /** Whether a script of a reached package builds a crate: what that makes of it, no output of ours tells. */
  readonly buildsByScript: boolean
}

/**
 * For every package that reaches a crate: what it reaches. Breadth first from each, over numbers instead of paths: in a
 * repository with a thousand packages on one wasm crate the lists themselves are the cost.
 */
export function reachOfPackages(manifests: readonly string[], edges: readonly Edge[]): Map<string, Reached> {
  const crates = [...new Set(edges.filter(leadsToCrate).map(({ to }) => to))].sort()
  if (crates.length === 0) return new Map()
  const scripted = new Set(edges.filter(({ kind }) => kind === 'script').map(({ to }) => to))
  const loaded = new Set(edges.filter(({ kind }) => kind === 'wasm' || kind === 'addon').map(({ to }) => to))
  const nodes = [...manifests, ...crates]
  const outgoing = adjacency(nodes, edges)
  const seenBy = new Int32Array(nodes.length).fill(-1)
  const found = new Map<string, Reached>()
  for (const [start, manifest] of manifests.entries()) {
    markReached(start, outgoing, seenBy)
    const isReached = (node: number) => seenBy[node] === start && node !== start
    const reachedCrates = crates.filter((_, index) => isReached(manifests.length + index))
    const loadedCrates = reachedCrates.filter((crate) => loaded.has(crate))
    if (loadedCrates.length === 0) continue
    found.set(manifest, {
      packages: manifests.filter((_, node) => isReached(node)),
      crates: loadedCrates,
      buildsByScript: reachedCrates.some((crate) => scripted.has(crate)),
    })
  }
  return found
}

function adjacency(nodes: readonly string[], edges: readonly Edge[]): number[][] {
  const numbers = new Map(nodes.map((node, index) => [node, index]))
  const outgoing: number[][] = nodes.map(() => [])
  for (const edge of edges) {
    if (edge.kind !== 'npm' && !leadsToCrate(edge)) continue
    const { from, to } = edge
    const [source, target] = [numbers.get(from), numbers.get(to)]
    if (source !== undefined && target !== undefined) outgoing[source]?.push(target)
  }
  return outgoing
}

function markReached(start: number, outgoing: readonly (readonly number[])[], seenBy: Int32Array): void {
  seenBy[start] = start
  const queue = [start]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const target of outgoing[next] ?? []) {
      if (seenBy[target] === start) continue
      seenBy[target] = start
      queue.push(target)
    }
  }
}
