import { messageOf } from '@nx-crane/files'
import type { TaskKind } from '@nx-crane/graph'
import { addressOf, KeyNodes, recordedTask } from '@nx-crane/keys'
import { BUILD_ID } from '../build-id'
import type { EnvTargetOfKind } from '../dotenv/env-targets'
import { type KeyedByNix, nixNodes } from '../why/nix-nodes'
import { recordKeys } from '../why/record-run'
import { Builders } from './builders'
import { parseKeyFile } from './key-file'
import { checkedKeyOptions, type KeyOptions, keyDirectoryOf } from './key-options'
import type { KeyPart } from './key-part'
import { type KeyPlace, keyParts } from './key-parts'
import { requestedBuilders } from './planned-keys'
import { removeKeyFiles, writeKeyFiles } from './write-key-files'
import { WrittenKeys } from './written-keys'

export interface KeyTaskResult {
  readonly task: string
  readonly success: boolean
  readonly output: string
  /** Of a task that failed: what is wrong, without its own name. */
  readonly fault?: string
}

export interface KeyRun {
  /** Manifests of all crates of the workspace, those of the tasks or more. */
  readonly manifests?: readonly string[]
  /** The targets of crates, by manifest; where they are left out no `.env` file of a project counts. */
  readonly envTargets?: ReadonlyMap<string, readonly EnvTargetOfKind[]>
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  /** Takes what concerns the run and none of its tasks alone. */
  readonly print?: (line: string) => void
}

/**
 * Computes the keys of the crates of some tasks and writes their key files; one result for each task. Where a key cannot
 * be computed its task fails, and the crate has no key files until it can be.
 *
 * @param root absolute path of the Nx workspace
 */
export async function runKeyTasks(
  root: string,
  tasks: Readonly<Record<string, KeyOptions>>,
  { manifests = [], envTargets = new Map(), env = process.env, signal, print = () => {} }: KeyRun = {},
): Promise<KeyTaskResult[]> {
  const results: KeyTaskResult[] = []
  const sound: KeyTask[] = []
  for (const [task, options] of Object.entries(tasks)) {
    try {
      sound.push({ task, options: checkedKeyOptions(root, options) })
    } catch (error) {
      results.push(failure(task, error))
    }
  }
  const nodes = new KeyNodes()
  const surroundings = { root, manifests, envTargets, env, nodes, signal, print }
  // Tasks for other systems have keys of their own; one run rarely has any.
  for (const system of new Set(sound.map(({ options }) => options.system))) {
    const alike = sound.filter(({ options }) => options.system === system)
    results.push(...(await runAlike(alike, { ...surroundings, system })))
  }
  return results
}

interface KeyTask {
  readonly task: string
  readonly options: KeyOptions
}

async function runAlike(tasks: readonly KeyTask[], surroundings: KeyPlace): Promise<KeyTaskResult[]> {
  const { root, env, nodes, print } = surroundings
  const moved: MovedTasks = { keys: {}, nix: [] }
  try {
    const builders = Builders.find(root, env)
    const parts = await keyParts(
      tasks.map(({ options }) => options),
      builders,
      surroundings,
    )
    const written = new WrittenKeys(root)
    const results = tasks.map((task, index) => {
      const note = noteOf(task, builders)
      return writeTask(task, { root, written, note, moved, part: parts[index] ?? NO_KEYS })
    })
    written.write()
    recordKeys(root, { env, nodes, keys: { ...moved.keys, ...nixKeys(moved, surroundings) } })
    const note = tasks.map((task) => noteOf(task, builders)).find((text) => text !== '')
    if (note && builders.isHalfThere) print(`nx-crane: ${note.trim()}`)
    return results
  } catch (error) {
    return tasks.map(({ task, options }) => {
      removeKeyFiles(root, keyDirectoryOf(options))
      return failure(task, error)
    })
  }
}

const NO_KEYS: KeyPart = { signature: null, keys: () => ({ files: new Map(), faults: [] }) }

/** Why cargo builds, where Nix could have been meant. */
function noteOf({ options }: KeyTask, builders: Builders): string {
  if (options.readsOutputs && requestedBuilders(options).some((builder) => builders.of(builder) === 'nix')) {
    return 'cargo builds it, because it is compiled with the outputs of other tasks, which Nix does not see\n'
  }
  const note = requestedBuilders(options).map((builder) => builders.fallback(builder))
  return note.map((text) => (text === null ? '' : `${text}\n`)).find((text) => text !== '') ?? ''
}

interface Written {
  readonly root: string
  readonly written: WrittenKeys
  readonly note: string
  readonly part: KeyPart
  /** Takes the keys that are not what they were. */
  readonly moved: MovedTasks
}

interface MovedTasks {
  /** By what their inputs are recorded, by task. */
  readonly keys: Record<string, string>
  /** Those of which only Nix knows what their keys follow from. */
  readonly nix: KeyedByNix[]
}

/** The same for what Nix builds, as far as that can be said. */
function nixKeys({ nix }: MovedTasks, { root, manifests, system, nodes }: KeyPlace): Record<string, string> {
  if (nix.length === 0) return {}
  try {
    const crates = nix.map(({ crate }) => crate)
    const all = [...new Set([...manifests, ...crates])].sort()
    const found = nixNodes({ root, tasks: nix, manifests: all, system, nodes, code: BUILD_ID })
    return Object.fromEntries([...found].map(([task, digest]) => [task, addressOf(digest)]))
  } catch {
    return {} // Whoever asks why is told that nothing is known.
  }
}

function writeTask({ task, options }: KeyTask, { root, written, note, part, moved }: Written): KeyTaskResult {
  const directory = keyDirectoryOf(options)
  const { signature } = part
  try {
    if (signature !== null && written.holds(directory, signature)) {
      return { task, success: true, output: `the keys are unchanged\n${note}` }
    }
    const { files, faults, recorded } = part.keys()
    if (faults.length > 0) {
      removeKeyFiles(root, directory)
      const reasons = [...new Set(faults)].join('\n')
      const output = `No cache key for ${options.crate}:\n${reasons}\n${note}`
      return { task, success: false, output, fault: reasons }
    }
    const changed = writeKeyFiles(root, directory, files)
    for (const kind of changed) {
      const digest = recorded?.get(kind)
      if (digest !== undefined) moved.keys[recordedTask(options.manifest, kind)] = addressOf(digest)
      else moved.nix.push(keyedByNix(options.manifest, kind as TaskKind, files.get(kind) ?? ''))
    }
    if (signature !== null && changed.length === 0) written.note(directory, signature)
    const news = changed.length === 0 ? 'the keys are unchanged' : `changed: ${changed.join(', ')}`
    return { task, success: true, output: `${news}\n${note}` }
  } catch (error) {
    return failure(task, error)
  }
}

function keyedByNix(crate: string, kind: TaskKind, keyFile: string): KeyedByNix {
  return { crate, kind, storePath: parseKeyFile(keyFile, null) ?? '' }
}

function failure(task: string, cause: unknown): KeyTaskResult {
  const fault = messageOf(cause)
  return { task, success: false, output: `${fault}\n`, fault }
}
