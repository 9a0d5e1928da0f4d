import { relative } from 'node:path'
import type { CrateGraph } from '@nx-crane/graph'
import { cargoMetadata, type MetadataNode } from './cargo-metadata'

/**
 * Which local crate each dependency leads to, `[patch]` and `[replace]` applied. Says nothing where cargo cannot tell
 * without a network.
 */
export function compareResolution(graph: CrateGraph, workspace: string, root: string): string[] {
  const answer = cargoMetadata(`${root}/${workspace}`, { resolved: true })
  if ('error' in answer || !answer.metadata.resolve) return []
  const { packages, resolve, workspace_members: members } = answer.metadata
  const local = new Map<string, string>()
  for (const { id, manifest_path, source } of packages) {
    const path = relative(root, manifest_path)
    if (source === null && !path.startsWith('..')) local.set(id, path)
  }
  return resolve.nodes.flatMap((node) =>
    compareNode(graph, { node, local, member: members.includes(node.id) }),
  )
}

interface NodeOfCargo {
  readonly node: MetadataNode
  /** Package id → manifest of the crates of this repository. */
  readonly local: ReadonlyMap<string, string>
  readonly member: boolean
}

function compareNode(graph: CrateGraph, { node, local, member }: NodeOfCargo): string[] {
  const from = local.get(node.id)
  if (from === undefined) return []
  const crate = graph.crate(from)
  if (!crate) return [`${from}: cargo builds this crate, we do not have it`]
  const said = node.deps.flatMap(({ pkg, dep_kinds }) => {
    const to = local.get(pkg)
    return to === undefined ? [] : dep_kinds.map(({ kind }) => `${kind ?? 'normal'} ${to}`)
  })
  const ours = crate.dependencies.filter((dependency) => dependency.crate !== null)
  const possible = new Set(ours.map(({ kind, crate: to }) => `${kind} ${to}`))
  // Cargo leaves out what is optional and not enabled, and the dev-dependencies of crates that are no members.
  const certain = ours.filter(({ optional, kind }) => !optional && (member || kind !== 'dev'))
  const expected = new Set(certain.map(({ kind, crate: to }) => `${kind} ${to}`))
  return [
    ...said.filter((edge) => !possible.has(edge)).map((edge) => `${from}: only cargo resolves ${edge}`),
    ...[...expected].filter((edge) => !said.includes(edge)).map((edge) => `${from}: only we resolve ${edge}`),
  ]
}
