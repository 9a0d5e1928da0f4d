import { relative } from 'node:path'
import { type ComputedKey, type CrateKeySet, computeKeySets, type KeyRequest } from '@nx-crane/cargo/cli'
import { BUILD_ID } from '../build-id'
import { insideOf } from '../cargo/crate-task-options'
import { CACHE_ROOT, keyDirectory } from '../key-directory'
import { printKeyFile } from './key-file'
import { removeKeyFiles, writeKeyFiles } from './write-key-files'
import { WrittenKeys } from './written-keys'

/** Options of the executor `nx-crane:key`. */
export interface KeyOptions {
  readonly crate: string
  /** The crate's manifest, relative to the Nx workspace. */
  readonly manifest: string
  /** The root manifest of its Cargo workspace, relative to the Nx workspace. */
  readonly workspace: string
  readonly builder?: 'cargo' | 'nix'
  readonly system?: string
}

export interface KeyTaskResult {
  readonly task: string
  readonly success: boolean
  readonly output: string
}

/**
 * Computes the keys of the crates of some tasks and writes their key files; one result for each task. Where a key cannot
 * be computed its task fails, and the crate has no key files until it can be.
 *
 * @param root absolute path of the Nx workspace
 * @param manifests of all crates of the workspace, those of the tasks or more
 */
export function runKeyTasks(
  root: string,
  tasks: Readonly<Record<string, KeyOptions>>,
  manifests: readonly string[] = [],
): KeyTaskResult[] {
  const results: KeyTaskResult[] = []
  const sound: [task: string, options: KeyOptions][] = []
  for (const [task, options] of Object.entries(tasks)) {
    try {
      sound.push([task, checked(root, options)])
    } catch (error) {
      results.push(failure(task, error))
    }
  }
  // Tasks for other systems have keys of their own; one run rarely has any.
  for (const system of new Set(sound.map(([, options]) => options.system))) {
    const alike = sound.filter(([, options]) => options.system === system)
    results.push(...runAlike(alike, { root, system, manifests }))
  }
  return results
}

interface Surroundings {
  readonly root: string
  readonly system: string | undefined
  readonly manifests: readonly string[]
}

function runAlike(
  tasks: readonly [task: string, options: KeyOptions][],
  surroundings: Surroundings,
): KeyTaskResult[] {
  const { root } = surroundings
  try {
    const sets = keysOf(
      tasks.map(([, options]) => options),
      surroundings,
    )
    const written = new WrittenKeys(root)
    const results = tasks.map(([task, options], index) =>
      writeTask(task, options, { root, written, keys: sets[index] ?? NO_KEYS }),
    )
    written.write()
    return results
  } catch (error) {
    return tasks.map(([task, options]) => {
      removeKeyFiles(root, keyDirectoryOf(options))
      return failure(task, error)
    })
  }
}

const NO_KEYS: Pick<CrateKeySet, 'signature' | 'keys'> = { signature: null, keys: () => [] }

/** The keys of the crates of `options`, in their order. */
function keysOf(
  options: readonly KeyOptions[],
  { root, system, manifests }: Surroundings,
): readonly CrateKeySet[] {
  const own = options.flatMap(({ manifest, workspace }) => [manifest, workspace])
  const requests: KeyRequest[] = options.map(({ manifest }) => ({ crate: manifest }))
  return computeKeySets({
    root,
    memoDir: insideOf(root, CACHE_ROOT),
    code: BUILD_ID,
    requests,
    manifests: [...new Set([...manifests, ...own])].sort(),
    ...(system === undefined ? {} : { system }),
  })
}

interface Written {
  readonly root: string
  readonly written: WrittenKeys
  readonly keys: Pick<CrateKeySet, 'signature' | 'keys'>
}

function writeTask(task: string, options: KeyOptions, { root, written, keys }: Written): KeyTaskResult {
  const directory = keyDirectoryOf(options)
  const { signature } = keys
  try {
    if (signature !== null && written.holds(directory, signature)) {
      return { task, success: true, output: 'the keys are unchanged\n' }
    }
    const computed = keys.keys()
    const faults = [...new Set(computed.flatMap((key) => (key.error === null ? [] : [key.error.message])))]
    if (faults.length > 0) {
      removeKeyFiles(root, directory)
      return { task, success: false, output: `No cache key for ${options.crate}:\n${faults.join('\n')}\n` }
    }
    const changed = writeKeyFiles(root, directory, filesOf(computed))
    if (signature !== null && changed.length === 0) written.note(directory, signature)
    const news = changed.length === 0 ? 'the keys are unchanged' : `changed: ${changed.join(', ')}`
    return { task, success: true, output: `${news}\n` }
  } catch (error) {
    return failure(task, error)
  }
}

function filesOf(keys: readonly ComputedKey[]): Map<string, string> {
  return new Map(keys.flatMap((key) => (key.error === null ? [[key.kind, printKeyFile(key)] as const] : [])))
}

function checked(root: string, options: KeyOptions): KeyOptions {
  if (options.builder !== undefined && options.builder !== 'cargo') {
    throw new Error(`keys of the builder "${options.builder}" are not known here: set "builder" to "cargo"`)
  }
  if (/[/\\\0]/.test(options.crate)) {
    throw new Error(
      `${JSON.stringify(options.crate)} cannot be the name of a crate: correct the option "crate"`,
    )
  }
  // Nearly every path is as the inference wrote it; resolving a thousand of them would take longer than their keys.
  const normalised = (path: string) =>
    PLAIN_PATH.test(path) ? path : relative(root, insideOf(root, path)).replaceAll('\\', '/')
  return { ...options, manifest: normalised(options.manifest), workspace: normalised(options.workspace) }
}

/** Names with slashes between them, none of which begins with a dot. */
const PLAIN_PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

function keyDirectoryOf({ crate, manifest }: KeyOptions): string {
  const slash = manifest.lastIndexOf('/')
  return keyDirectory(crate, slash === -1 ? '' : manifest.slice(0, slash))
}

function failure(task: string, cause: unknown): KeyTaskResult {
  return { task, success: false, output: `${cause instanceof Error ? cause.message : String(cause)}\n` }
}
