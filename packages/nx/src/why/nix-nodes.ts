import { join } from 'node:path'
import { readdirSync, readTextIfAny, stateDirectory } from '@nx-crane/files'
import { asTable, type CrateId, type TaskKind } from '@nx-crane/graph'
import { digestText, type KeyInput, type KeyNodes, recordedTask } from '@nx-crane/keys'
import { computeContributions } from '@nx-crane/keys/cli'

export interface NixTasksOfRun {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly tasks: readonly { readonly crate: CrateId; readonly kind: TaskKind }[]
  /** Of all crates. */
  readonly manifests: readonly string[]
  readonly system: string | undefined
  readonly nodes: KeyNodes
  readonly code: string | null
}

/**
 * What the store paths of tasks follow from, as far as it is read without Nix: what the crates contribute, the inputs of the flake and
 * its own files. The digest of each, by task; nodes are told.
 */
export function nixNodes({
  root,
  tasks,
  manifests,
  system,
  nodes,
  code,
}: NixTasksOfRun): Map<string, string> {
  const contributions = computeContributions({
    root,
    memoDir: join(root, stateDirectory(root)),
    code,
    nodes,
    manifests,
    requests: tasks.map(({ crate, kind }) => ({ crate, kinds: [kind] })),
  })
  const workspace = nodes.digest([
    { what: 'builder', value: 'nix' },
    { what: 'system', value: system ?? `${process.platform}-${process.arch}` },
    ...flakeInputs(root),
    ...flakeFiles(root),
  ])
  return new Map(
    tasks.flatMap(({ crate, kind }) => {
      const name = recordedTask(crate, kind)
      const own = contributions.get(name)
      if (own === undefined) return []
      return [
        [
          name,
          nodes.digest([
            { what: 'workspace', value: workspace },
            { what: 'own', value: own },
          ]),
        ],
      ]
    }),
  )
}

/** By their names in the lock: where each is locked to. */
function flakeInputs(root: string): KeyInput[] {
  const locked = asTable(asTable(lockOf(root))?.nodes) ?? {}
  return Object.entries(locked)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, node]) => {
      const said = asTable(asTable(node)?.locked)
      if (said === undefined) return []
      const [state] = [said.rev, said.narHash].filter((each) => typeof each === 'string')
      return [{ what: `flake input: ${name}`, value: state ?? JSON.stringify(said) }]
    })
}

/** Nix writes it; of one that is damaged nothing is said here, since Nix says it. */
function lockOf(root: string): unknown {
  try {
    return JSON.parse(readTextIfAny(join(root, 'flake.lock')) ?? 'null')
  } catch {
    return null
  }
}

function flakeFiles(root: string): KeyInput[] {
  return ['flake.nix', ...filesBelow(root, 'nix').sort()].flatMap((path) => {
    const text = readTextIfAny(join(root, path))
    return text === undefined ? [] : [{ what: `file: ${path}`, value: digestText(text) }]
  })
}

function filesBelow(root: string, directory: string): string[] {
  try {
    return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((item) => {
      const path = `${directory}/${item.name}`
      return item.isDirectory() ? filesBelow(root, path) : item.isFile() ? [path] : []
    })
  } catch {
    return []
  }
}
