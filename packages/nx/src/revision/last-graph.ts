import { join } from 'node:path'
import { readTextIfAny } from '@nx-crane/files'

/** What Nx knew of projects when it made its graph last, which other plugins have a part in. */
export interface LastGraph {
  /** By project. */
  readonly targets: ReadonlyMap<string, readonly string[]>
  readonly needs: ReadonlyMap<string, readonly string[]>
}

interface KeptGraph {
  readonly nodes?: Readonly<
    Record<string, { readonly data?: { readonly targets?: Readonly<Record<string, { executor?: string }>> } }>
  >
  readonly dependencies?: Readonly<Record<string, readonly { readonly target: string }[]>>
}

/** Every package has it, and nobody runs it but a release. */
const RELEASE = 'nx-release-publish'

/** Where Nx keeps the graph that it made last. */
const GRAPH = '.nx/workspace-data/project-graph.json'

/** Empty where there is none, or it cannot be read. It is that of the disk, whatever is compared. */
export function readLastGraph(root: string): LastGraph {
  const { nodes = {}, dependencies = {} } = keptGraph(root)
  const targets = Object.entries(nodes).map(([name, { data }]) => {
    const foreign = Object.entries(data?.targets ?? {}).filter(
      ([target, { executor }]) => target !== RELEASE && !executor?.startsWith('nx-crane:'),
    )
    return [name, foreign.map(([target]) => target)] as const
  })
  const needs = Object.entries(dependencies).map(
    ([name, edges]) => [name, edges.map(({ target }) => target)] as const,
  )
  return { targets: new Map(targets), needs: new Map(needs) }
}

function keptGraph(root: string): KeptGraph {
  try {
    return JSON.parse(readTextIfAny(join(root, GRAPH)) ?? '{}') as KeptGraph
  } catch {
    return {}
  }
}
