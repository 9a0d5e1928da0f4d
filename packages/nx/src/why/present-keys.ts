import { seeThrough } from '@nx-crane/files'
import { type CrateId, type Diagnostic, leadsToCrate, type TaskKind } from '@nx-crane/graph'
import { addressOf, KeyNodes, type RecordedKey, recordedNodes, recordedTask } from '@nx-crane/keys'
import { printDiagnostic } from '../infer/print-diagnostic'
import type { Workspace } from '../infer/workspace'
import { repositoryKeys } from '../keys/repository-keys'
import type { TargetKey } from '../keys/target-key'
import { type RepositoryState, workingTree } from '../revision/repository-state'
import { nixNodes } from './nix-nodes'

/** The key that a task has in a state of the repository. */
export interface PresentKey {
  /** `project:target`. */
  readonly task: string
  /** For a task of TypeScript: the task of a crate whose result it reads. */
  readonly through: string | null
  /** Null where its manifest could not become a crate. */
  readonly crate: CrateId | null
  readonly kind: TaskKind
  /** Null where it has none. */
  readonly key: RecordedKey | null
  readonly error: string | null
}

export interface PresentKeysRequest {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly project: string
  readonly target: string
  /** The working tree when left out. */
  readonly state?: RepositoryState
}

export interface PresentKeys {
  /** Of the task; of each crate that it reaches, for one of TypeScript. Empty for a task of which nothing is known. */
  readonly keys: readonly PresentKey[]
  /** Names of crates by manifest. */
  readonly names: ReadonlyMap<string, string>
  /** What is wrong with manifests of the repository. */
  readonly faults: readonly string[]
}

/** The keys that decide whether a task is made again. */
export async function presentKeys(request: PresentKeysRequest): Promise<PresentKeys> {
  const { root, project, target, state = workingTree(root) } = request
  const nodes = new KeyNodes()
  const { workspace } = await repositoryKeys({ root, state, projects: [NO_PROJECT], nodes })
  const reached = cratesOfPackage(workspace, project)
  const projects = reached.length === 0 ? [project] : reached
  const { keys: all } = await repositoryKeys({ root, state, projects, nodes })
  const wanted =
    reached.length === 0
      ? all.filter((key) => key.target === target)
      : all.filter(
          ({ kind }, index) => kind === 'wasm' && all.findIndex((each) => isSame(each, all[index])) === index,
        )
  const keeps = state.view === null
  const byNix = seeThrough(state.view, () => digestsOfNix(wanted, { root, workspace, nodes, keeps }))
  const digestOf = (key: TargetKey) =>
    key.digest ?? byNix.get(recordedTask(key.crate ?? '', key.kind)) ?? null
  const digests = wanted.map(digestOf)
  const recorded = recordedNodes(nodes)
  const keys = wanted.map((key, index): PresentKey => {
    const { crate, kind, error } = key
    const digest = digests[index] ?? null
    const known =
      digest === null ? null : { key: addressOf(digest), node: (address: string) => recorded.get(address) }
    const through = reached.length === 0 ? null : `${key.project}:${key.target}`
    return { task: `${project}:${target}`, through, crate, kind, key: known, error }
  })
  return {
    keys,
    names: new Map(workspace.graph.crates.map(({ id, name }) => [id, name])),
    faults: [...workspace.faults.values()].flat().filter(isFault).map(printDiagnostic),
  }
}

/** For looking at the workspace alone. */
const NO_PROJECT = ' '

function isFault({ code }: Diagnostic): boolean {
  return code !== 'NOT_A_MEMBER'
}

function isSame(a: TargetKey, b: TargetKey | undefined): boolean {
  return a.crate === b?.crate && a.kind === b.kind
}

/** What Nix builds has no digest of its own. */
function digestsOfNix(
  keys: readonly TargetKey[],
  {
    root,
    workspace,
    nodes,
    keeps,
  }: {
    readonly root: string
    readonly workspace: Workspace
    readonly nodes: KeyNodes
    readonly keeps: boolean
  },
): ReadonlyMap<string, string> {
  const tasks = keys.flatMap(({ crate, kind, key, digest }) =>
    crate !== null && key !== null && digest === null ? [{ crate, kind, storePath: key }] : [],
  )
  if (tasks.length === 0) return new Map()
  const manifests = workspace.graph.crates.map(({ id }) => id)
  return nixNodes({ root, tasks, manifests, system: undefined, nodes, code: null, keeps })
}

/** The projects of the crates that a TypeScript package loads, or another package that it needs. */
export function cratesOfPackage({ edges, names, projectPackages }: Workspace, project: string): string[] {
  const nameAt = (manifest: string) => names.get(manifest.slice(0, Math.max(manifest.lastIndexOf('/'), 0)))
  const start = projectPackages.filter(({ manifest }) => nameAt(manifest) === project)
  const reached = new Set(start.map(({ manifest }) => manifest))
  const crates = new Set<string>()
  // A set is iterated over what is added meanwhile, too.
  for (const manifest of reached) {
    for (const edge of edges) {
      if (edge.from !== manifest) continue
      if (leadsToCrate(edge)) crates.add(nameAt(edge.to) ?? edge.to)
      else if (edge.kind === 'npm') reached.add(edge.to)
    }
  }
  return [...crates]
}
