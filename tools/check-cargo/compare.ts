import { relative } from 'node:path'
import { buildCrateGraph, type CrateGraph, findManifests, isWithin, readSourceTree } from '@nx-crane/graph'
import { type CargoMetadata, cargoMetadata } from './cargo-metadata'
import { type Facts, factsOfCrate, factsOfPackage } from './comparable'
import { compareResolution } from './compare-resolution'

export interface CompareOptions {
  /** Ask cargo about every manifest, not only about the roots of workspaces: what we overlooked shows too. */
  readonly everyManifest: boolean
  /** Whether cargo must refuse something here, and we must say what; else neither may. */
  readonly refused: boolean
  /** A directory whose manifests are no part of the repository. */
  readonly ignored: string | null
}

/** The differences between our graph of a repository and what cargo says of it, as lines to read. */
export function compareWithCargo(root: string, options: CompareOptions): string[] {
  const tree = readSourceTree(root)
  const { ignored } = options
  const manifests = findManifests(tree).cargo.filter((path) => ignored === null || !isWithin(ignored, path))
  const graph = buildCrateGraph(tree, manifests)
  const answers = askCargo(root, graph, options.everyManifest ? manifests : [])
  return [
    ...[...answers.said.values()].flatMap((said) => compareWorkspace({ root, graph, ...said })),
    ...compareFaults(graph, answers.refusals, options.refused),
  ]
}

interface Said {
  readonly workspace: string
  readonly metadata: CargoMetadata
  /** The manifest that cargo was asked about. */
  readonly asked: string
}

interface Answers {
  readonly said: ReadonlyMap<string, Said>
  readonly refusals: readonly string[]
}

function askCargo(root: string, graph: CrateGraph, more: readonly string[]): Answers {
  const said = new Map<string, Said>()
  const refusals: string[] = []
  const asked = new Set([...graph.workspaces.map((workspace) => workspace.manifest), ...more])
  for (const manifest of asked) {
    if (said.has(graph.crate(manifest)?.workspace ?? manifest)) continue
    const answer = cargoMetadata(`${root}/${manifest}`, { resolved: false })
    if ('error' in answer) refusals.push(`${manifest}: ${answer.error.split('\n')[0]}`)
    else {
      const workspace = relative(root, `${answer.metadata.workspace_root}/Cargo.toml`)
      if (!said.has(workspace)) said.set(workspace, { workspace, metadata: answer.metadata, asked: manifest })
    }
  }
  return { said, refusals }
}

function compareWorkspace({ root, graph, ...said }: Said & { root: string; graph: CrateGraph }): string[] {
  const { workspace, metadata, asked } = said
  const path = (absolute: string) => relative(root, absolute)
  const ours = graph.workspaces.find(({ manifest }) => manifest === workspace)
  if (!ours) return [`${workspace}: cargo has this workspace, we do not`]
  const manifestOf = new Map(metadata.packages.map((crate) => [crate.id, path(crate.manifest_path)]))
  const manifests = (ids: readonly string[]) => ids.map((id) => manifestOf.get(id) ?? id).sort()
  const defaults = manifests(metadata.workspace_default_members)
  return [
    ...lines(`${workspace}: member`, ours.members, manifests(metadata.workspace_members)),
    // What is built by default depends on where cargo is called.
    ...(asked === workspace ? lines(`${workspace}: default member`, ours.defaultMembers, defaults) : []),
    ...metadata.packages.flatMap((crate) => {
      const manifest = path(crate.manifest_path)
      const known = graph.crate(manifest)
      return lines(manifest, known ? factsOfCrate(known) : [], factsOfPackage(crate, path))
    }),
    ...compareResolution(graph, workspace, root),
  ]
}

/** Where cargo refuses, a diagnostic must say why, and nowhere else. */
function compareFaults(graph: CrateGraph, refusals: readonly string[], refused: boolean): string[] {
  const diagnostics = graph.diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`)
  if (!refused) {
    return [
      ...refusals.map((line) => `cargo refuses ${line}`),
      ...diagnostics.map((line) => `we refuse ${line}`),
    ]
  }
  return diagnostics.length > 0
    ? []
    : ['we refuse nothing', ...refusals.map((line) => `cargo refuses ${line}`)]
}

function lines(title: string, ours: Facts, cargos: Facts): string[] {
  return [
    ...without(cargos, ours).map((fact) => `${title}: only cargo says: ${fact}`),
    ...without(ours, cargos).map((fact) => `${title}: only we say: ${fact}`),
  ]
}

function without(facts: Facts, others: Facts): string[] {
  const rest = new Map<string, number>()
  for (const fact of others) rest.set(fact, (rest.get(fact) ?? 0) + 1)
  return facts.filter((fact) => {
    const count = rest.get(fact) ?? 0
    rest.set(fact, count - 1)
    return count <= 0
  })
}
