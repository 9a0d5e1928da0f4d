import type { NixInstallation } from './nix-installation'

/** Which derivations each needs at once, by the path of its `.drv`. */
export type DerivationGraph = ReadonlyMap<string, readonly string[]>

const EDGE = /^"([^"]+\.drv)" -> "([^"]+\.drv)"/gm

/** Of these derivations and all that they need; one process, whatever their number. Empty when the store does not say. */
export async function readDerivationGraph(
  nix: NixInstallation,
  derivations: readonly string[],
): Promise<DerivationGraph> {
  const graph = new Map<string, string[]>()
  const [first] = derivations
  if (first === undefined) return graph
  const { code, stdout } = await nix.run('nix-store', ['--query', '--graph', ...derivations])
  if (code !== 0) return graph
  const store = first.slice(0, first.lastIndexOf('/') + 1)
  for (const [, needed, by] of stdout.matchAll(EDGE)) {
    const user = `${store}${by}`
    const known = graph.get(user)
    if (known) known.push(`${store}${needed}`)
    else graph.set(user, [`${store}${needed}`])
  }
  return graph
}

/** All that a derivation needs, nearest first; without itself. */
export function neededBy(graph: DerivationGraph, derivation: string): string[] {
  const found = new Set([derivation])
  for (const each of found) for (const needed of graph.get(each) ?? []) found.add(needed)
  found.delete(derivation)
  return [...found]
}
