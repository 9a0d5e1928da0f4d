import { leadsToCrate } from '@nx-crane/graph'
import { addressOf, type KeyNodes, recordedTask } from '@nx-crane/keys'
import type { Options } from '../infer/options'
import { readWorkspace, type Workspace } from '../infer/workspace'
import { type TargetKey, targetKeys } from '../keys/target-keys'
import { nixNodes } from './nix-nodes'

/** The key that a task has now. */
export interface PresentKey {
  readonly task: string
  readonly through: string | null
  readonly of: TargetKey['of']
  /** The address of its inputs; null where it has none. */
  readonly key: string | null
  readonly error: string | null
}

export interface PresentKeysRequest {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly files: readonly string[]
  readonly options: Options
  readonly project: string
  readonly target: string
  /** Told what the keys are made from. */
  readonly nodes: KeyNodes
}

export interface PresentKeys {
  /** Of the task; of each crate that it reaches, for one of TypeScript. Empty for a task of which nothing is known. */
  readonly keys: readonly PresentKey[]
  /** Names of crates by manifest. */
  readonly names: ReadonlyMap<string, string>
}

/** The keys that decide whether a task is made again, as everything is now. */
export async function presentKeys(request: PresentKeysRequest): Promise<PresentKeys> {
  const { root, files, options, project, target, nodes } = request
  const workspace = readWorkspace(root, files, options)
  const names = new Map(workspace.graph.crates.map(({ id, name }) => [id, name]))
  const reached = cratesOfPackage(workspace, project)
  const projects = reached.length === 0 ? [project] : reached
  const all = recordedByNix(
    await targetKeys({ root, files, options, projects, explain: true, nodes }),
    request,
  )
  const task = `${project}:${target}`
  if (reached.length === 0)
    return {
      names,
      keys: all.filter((key) => key.target === target).map((key) => presentKey(key, task, null)),
    }
  const built = all.filter(({ of }) => of?.kind === 'wasm')
  const packages = new Map(built.map((key) => [key.of?.crate, key]))
  return {
    names,
    keys: [...packages.values()].map((key) => presentKey(key, task, `${key.project}:${key.target}`)),
  }
}

/** What Nix builds has no digest of its own. */
function recordedByNix(keys: readonly TargetKey[], { root, files, nodes }: PresentKeysRequest): TargetKey[] {
  const tasks = keys.flatMap(({ of, key, digest }) => (of && key !== null && digest === null ? [of] : []))
  if (tasks.length === 0) return [...keys]
  const manifests = files.filter((file) => /(^|\/)Cargo\.toml$/.test(file))
  const found = nixNodes({ root, tasks, manifests, system: undefined, nodes, code: null })
  return keys.map((key) => ({
    ...key,
    digest: key.digest ?? (key.of && found.get(recordedTask(key.of.crate, key.of.kind))) ?? null,
  }))
}

function presentKey({ of, digest, error }: TargetKey, task: string, through: string | null): PresentKey {
  return { task, through, of, key: digest === null ? null : addressOf(digest), error }
}

/** The projects of the crates that a TypeScript package loads, or another package that it needs. */
function cratesOfPackage({ edges, names, projectPackages }: Workspace, project: string): string[] {
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
