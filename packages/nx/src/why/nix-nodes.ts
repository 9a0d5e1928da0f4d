import { join } from 'node:path'
import { CRATES_FILE, FEATURES_FILE, GENERATED_DIRECTORY } from '@nx-crane/crane'
import { readdirSync, readTextIfAny, stateDirectory } from '@nx-crane/files'
import { asTable, type CrateId, type TaskKind } from '@nx-crane/graph'
import { digestInputs, digestText, type KeyInput, type KeyNodes, recordedTask } from '@nx-crane/keys'
import { computeContributions } from '@nx-crane/keys/cli'

export interface KeyedByNix {
  readonly crate: CrateId
  readonly kind: TaskKind
  readonly storePath: string
}

export interface NixTasksOfRun {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly tasks: readonly KeyedByNix[]
  /** Of all crates. */
  readonly manifests: readonly string[]
  readonly system: string | undefined
  readonly nodes: KeyNodes
  readonly code: string | null
  /** See `ComputeKeysOptions`. */
  readonly keeps?: boolean
}

/**
 * What the store paths of tasks follow from, as far as it is read without Nix: what the crates contribute, the inputs of the flake and
 * its own files. By task, a digest of the store path alone: only what makes it another is asked for. Nodes are told what is behind it.
 */
export function nixNodes({
  root,
  tasks,
  manifests,
  system,
  nodes,
  code,
  keeps = true,
}: NixTasksOfRun): Map<string, string> {
  const contributions = computeContributions({
    root,
    memoDir: join(root, stateDirectory(root)),
    code,
    keeps,
    nodes,
    manifests,
    requests: tasks.map(({ crate, kind }) => ({ crate, kinds: [kind] })),
    ...(system === undefined ? {} : { system }),
  })
  const flake = nodes.digest([...flakeInputs(root), ...flakeFiles(root)])
  return new Map(
    tasks.flatMap(({ crate, kind, storePath }) => {
      const name = recordedTask(crate, kind)
      const contribution = contributions.get(name)
      if (contribution === undefined) return []
      const { common, own } = contribution
      const workspace = nodes.digest([
        { what: 'flake', value: flake },
        { what: 'workspace', value: common },
      ])
      const digest = digestText(storePath)
      nodes.note(digest, [
        { what: 'store path', value: storePath },
        { what: 'workspace', value: workspace },
        { what: 'own', value: own },
      ])
      return [[name, digest]]
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

/** What is written beside the flake changes as one with the plugin, apart from what it says of crates. */
function flakeFiles(root: string): KeyInput[] {
  const digests = ['flake.nix', ...filesBelow(root, 'nix').sort()].flatMap((path): KeyInput[] => {
    const text = readTextIfAny(join(root, path))
    return text === undefined ? [] : [{ what: path, value: digestText(text) }]
  })
  const isData = ({ what }: KeyInput) => what === CRATES_FILE || what === FEATURES_FILE
  const isLibrary = (input: KeyInput) => input.what.startsWith(`${GENERATED_DIRECTORY}/`) && !isData(input)
  return [
    ...digests
      .filter((each) => !isLibrary(each))
      .map((each) => ({ ...each, what: `${isData(each) ? 'said of crates' : 'file'}: ${each.what}` })),
    { what: `file: ${GENERATED_DIRECTORY}`, value: digestInputs(digests.filter(isLibrary)) },
  ]
}

function filesBelow(root: string, directory: string): string[] {
  try {
    return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
      const path = `${directory}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, path) : entry.isFile() ? [path] : []
    })
  } catch {
    return []
  }
}
