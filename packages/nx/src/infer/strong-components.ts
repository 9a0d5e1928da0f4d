/**
 * Tells nodes of a directed graph that reach each other: those have the same component. Those that no edge names are alone.
 *
 * @example strongComponents([['a', 'b'], ['b', 'a'], ['b', 'c']]) // 'a' and 'b' have one, 'c' another
 */
export function strongComponents(
  edges: readonly (readonly [from: string, to: string])[],
): (node: string) => string {
  const outgoing = new Map<string, string[]>()
  const incoming = new Map<string, string[]>()
  for (const [from, to] of edges) {
    outgoing.set(from, [...(outgoing.get(from) ?? []), to])
    incoming.set(to, [...(incoming.get(to) ?? []), from])
  }
  const found = new Map<string, string>()
  return (node) => {
    const known = found.get(node)
    if (known !== undefined) return known
    const before = reachedFrom(node, incoming)
    const members = [...reachedFrom(node, outgoing)].filter((each) => before.has(each))
    for (const member of members) found.set(member, node)
    return node
  }
}

function reachedFrom(start: string, neighbours: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([start])
  const queue = [start]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const neighbour of neighbours.get(next) ?? []) {
      if (reached.has(neighbour)) continue
      reached.add(neighbour)
      queue.push(neighbour)
    }
  }
  return reached
}
