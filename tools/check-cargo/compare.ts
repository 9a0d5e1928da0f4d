import { relative } from 'node:path'
import { buildCrateGraph, type CrateGraph, findManifests, readSourceTree } from '@nx-crane/cargo'
import { type CargoMetadata, cargoMetadata } from './cargo-metadata'
import { type Facts, factsOfCrate, factsOfPackage } from './comparable'

export interface CompareOptions {
  /** Ask cargo about every manifest, not only about the roots of workspaces: what we overlooked shows too. */
  readonly everyManifest: boolean
}

/** The differences between our graph of a repository and what cargo says of it, as lines to read. */
export function compareWithCargo(root: string, { everyManifest }: CompareOptions): string[] {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree).cargo
  const graph = buildCrateGraph(tree, manifests)
  const said = new Map<string, CargoMetadata>()
  const refused: string[] = []
  for (const manifest of everyManifest
    ? manifests
    : graph.workspaces.map((workspace) => workspace.manifest)) {
    if (said.has(workspaceOf(graph, manifest))) continue
    const answer = cargoMetadata(`${root}/${manifest}`, { resolved: false })
    if ('error' in answer) refused.push(`${manifest}: ${answer.error.split('\n')[0]}`)
    else said.set(toRelative(root, `${answer.metadata.workspace_root}/Cargo.toml`), answer.metadata)
  }
  const differences = [...said].flatMap(([workspace, metadata]) =>
    compareWorkspace({ root, graph, workspace, metadata }),
  )
  return [...differences, ...compareFaults(graph, refused)]
}

interface Comparison {
  readonly root: string
  readonly graph: CrateGraph
  readonly workspace: string
  readonly metadata: CargoMetadata
}

function compareWorkspace({ root, graph, workspace, metadata }: Comparison): string[] {
  const path = (absolute: string) => toRelative(root, absolute)
  const ours = graph.workspaces.find(({ manifest }) => manifest === workspace)
  if (!ours) return [`${workspace}: cargo has this workspace, we do not`]
  const manifestOf = new Map(metadata.packages.map((said) => [said.id, path(said.manifest_path)]))
  const manifests = (ids: readonly string[]) => ids.map((id) => manifestOf.get(id) ?? id).sort()
  return [
    ...lines(`${workspace}: member`, ours.members, manifests(metadata.workspace_members)),
    ...lines(
      `${workspace}: default member`,
      ours.defaultMembers,
      manifests(metadata.workspace_default_members),
    ),
    ...metadata.packages.flatMap((said) => {
      const crate = graph.crate(path(said.manifest_path))
      return lines(path(said.manifest_path), crate ? factsOfCrate(crate) : [], factsOfPackage(said, path))
    }),
    ...compareResolution({ root, graph, workspace, metadata }),
  ]
}

/** Which local crate each dependency leads to, `[patch]` and `[replace]` applied: where cargo can tell without a network. */
function compareResolution({ root, graph, workspace }: Comparison): string[] {
  const answer = cargoMetadata(`${root}/${workspace}`, { resolved: true })
  if ('error' in answer || !answer.metadata.resolve) return []
  const path = (absolute: string) => toRelative(root, absolute)
  const manifestOf = new Map(answer.metadata.packages.map((said) => [said.id, path(said.manifest_path)]))
  const here = (manifest: string | undefined): manifest is string =>
    manifest !== undefined && !manifest.startsWith('..')
  return answer.metadata.resolve.nodes.flatMap((node) => {
    const from = manifestOf.get(node.id)
    const crate = here(from) ? graph.crate(from) : undefined
    if (!here(from)) return []
    if (!crate) return [`${from}: cargo builds this crate, we do not have it`]
    const said = node.deps.flatMap(({ pkg, dep_kinds }) =>
      here(manifestOf.get(pkg))
        ? dep_kinds.map(({ kind }) => `${kind ?? 'normal'} ${manifestOf.get(pkg)}`)
        : [],
    )
    const ours = crate.dependencies.filter((dependency) => dependency.crate !== null)
    // Cargo leaves out what is optional and not enabled by any feature of the members.
    const certain = ours.filter(({ optional }) => !optional).map(({ kind, crate: to }) => `${kind} ${to}`)
    const possible = new Set(ours.map(({ kind, crate: to }) => `${kind} ${to}`))
    // The dev-dependencies of crates that are not members are not resolved.
    const member = answer.metadata.workspace_members.includes(node.id)
    const expected = [...new Set(certain)].filter((edge) => member || !edge.startsWith('dev '))
    const missing = said
      .filter((edge) => !possible.has(edge))
      .map((edge) => `${from}: cargo resolves ${edge}, we do not`)
    const extra = expected
      .filter((edge) => !said.includes(edge))
      .map((edge) => `${from}: we resolve ${edge}, cargo does not`)
    return [...missing, ...extra]
  })
}

/** Where cargo refuses, a diagnostic must say why, and nowhere else. */
function compareFaults(graph: CrateGraph, refused: readonly string[]): string[] {
  const { diagnostics } = graph
  if (refused.length > 0 && diagnostics.length === 0)
    return refused.map((line) => `cargo refuses, we do not: ${line}`)
  if (refused.length > 0) return []
  return diagnostics.map(({ file, line, message }) => `we refuse, cargo does not: ${file}:${line} ${message}`)
}

function workspaceOf(graph: CrateGraph, manifest: string): string {
  return graph.crate(manifest)?.workspace ?? manifest
}

function lines(title: string, ours: Facts, cargos: Facts): string[] {
  return [
    ...without(cargos, ours).map((fact) => `${title}: only cargo says: ${fact}`),
    ...without(ours, cargos).map((fact) => `${title}: only we say: ${fact}`),
  ]
}

function without(facts: Facts, others: Facts): string[] {
  const rest = [...others]
  return facts.filter((fact) => {
    const index = rest.indexOf(fact)
    if (index >= 0) rest.splice(index, 1)
    return index < 0
  })
}

function toRelative(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/')
}
