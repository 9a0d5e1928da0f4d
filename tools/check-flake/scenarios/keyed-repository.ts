import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { USUAL_STATE_DIRECTORY } from '@nx-crane/files'
import { buildCrateGraph, type CrateGraph, findManifests, readSourceTree } from '@nx-crane/graph'
import { keyDirectory, keysRoot } from '../../../packages/nx/src/key-directory'
import { type KeyTaskResult, runKeyTasks } from '../../../packages/nx/src/keys/crate-key-task'
import { builderOf } from '../../../packages/nx/src/keys/key-file'
import type { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import { copyOfExample } from '../example-copy'
import type { Surroundings } from '../scenario'

/** `crate:kind` → key */
export type Keys = Readonly<Record<string, string>>

export interface KeyedRepository {
  readonly repository: RepositoryCopy
  readonly graph: CrateGraph
  readonly nix: SandboxedNix
  /** Runs the key tasks of all crates. */
  run(env?: Readonly<Record<string, string>>): Promise<KeyRun>
}

export interface KeyRun {
  readonly results: readonly KeyTaskResult[]
  /** Of those crates that have key files. */
  readonly keys: Keys
  /** What was printed of the run as a whole. */
  readonly printed: readonly string[]
}

/** The example in a git repository of its own. */
export function openRepository({ nix, directory }: Surroundings): KeyedRepository {
  const repository = copyOfExample(join(directory, 'repository'))
  const root = repository.directory
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' })
  git('init')
  git('add', '--all')
  const tree = readSourceTree(root)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  const tasks = Object.fromEntries(
    graph.crates.map(({ id, name, workspace }) => [name, { crate: name, manifest: id, workspace }]),
  )
  return {
    repository,
    graph,
    nix,
    async run(env = {}) {
      // Whoever runs all tests may have cargo build what they do not say themselves.
      const { NX_CRANE_BUILDER: _, ...outer } = process.env
      const printed: string[] = []
      const results = await runKeyTasks(root, tasks, {
        env: { ...outer, ...nix.env, ...env },
        print: (line) => printed.push(line),
      })
      return { results, keys: readKeys(root, graph), printed }
    },
  }
}

function readKeys(root: string, { crates }: CrateGraph): Keys {
  const keys: Record<string, string> = {}
  for (const { name, dir } of crates) {
    const directory = join(root, keysRoot(USUAL_STATE_DIRECTORY), keyDirectory(name, dir))
    for (const kind of namesIn(directory)) {
      const text = readFileSync(join(directory, kind), 'utf8')
      keys[`${name}:${kind}`] = `${builderOf(text)} ${text.split('\n')[0]}`
    }
  }
  return keys
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort()
  } catch {
    return []
  }
}

/** The names of the crates that need one, by whatever kind of dependency, directly or not. */
export function cratesThatNeed(graph: CrateGraph, name: string): Set<string> {
  const found = new Set<string>()
  const queue = graph.crates.filter((crate) => crate.name === name).map(({ id }) => id)
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const dependent of graph.dependentsOf(id, ['normal', 'build', 'dev'])) {
      const crate = graph.crates.find((each) => each.id === dependent)
      if (!crate || found.has(crate.name)) continue
      found.add(crate.name)
      queue.push(dependent)
    }
  }
  return found
}
