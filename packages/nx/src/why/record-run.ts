import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { CrateTask } from '@nx-crane/build'
import { stateDirectory, temporaryName } from '@nx-crane/files'
import { type KeyNodes, recordedTask } from '@nx-crane/keys'
import { KeyLog, linesOf } from '@nx-crane/keys/cli'
import { RECORD_SUFFIX } from '../results/result-store'
import { repositoryIdentity } from './repository-identity'

/** Where what keys were made from is recorded in a checkout. */
export function keyLogOf(root: string): KeyLog {
  return new KeyLog({ root, path: join(root, stateDirectory(root)) })
}

export interface MovedKeys {
  readonly env: NodeJS.ProcessEnv
  readonly nodes: KeyNodes
  /** By task, see {@link recordedTask}. */
  readonly keys: Readonly<Record<string, string>>
}

/** Records the keys that became others in a run, and what they are made from. */
export function recordKeys(root: string, { env, nodes, keys }: MovedKeys): void {
  if (Object.keys(keys).length === 0) return
  const run = { ...runOf(env), keys }
  keyLogOf(root).append([...linesOf(nodes), run])
}

export interface MadeTask {
  readonly id: string
  /** Relative to the Nx workspace. */
  readonly manifest: string
  readonly kind: string
}

export function madeTask({ id, root, manifest, kind }: CrateTask): MadeTask {
  return { id, manifest: relative(root, manifest).split(sep).join('/'), kind }
}

/** Records which tasks were made in a run, since nothing that was kept had their keys. */
export function recordMade(root: string, tasks: readonly MadeTask[], env = process.env): void {
  if (tasks.length === 0) return
  const made = tasks.map(({ id, manifest, kind }) => [id, recordedTask(manifest, kind)] as const)
  keyLogOf(root).append([{ ...runOf(env), made }])
}

/** Puts what is recorded beside the results, for other checkouts and machines that use them. */
export function keepRecord(root: string, results: string): void {
  const record = keyLogOf(root).readBytes()
  if (record === null) return
  const unfinished = join(results, temporaryName())
  try {
    writeFileSync(unfinished, record, { flag: 'wx', mode: 0o600 })
    renameSync(unfinished, storedRecord(root, results))
  } catch {
    rmSync(unfinished, { force: true })
  }
}

/** The record of this repository beside the results in a directory. */
export function storedRecord(root: string, results: string): string {
  return join(results, `${repositoryIdentity(root)}${RECORD_SUFFIX}`)
}

/** All processes that Nx starts for one run are told the same. */
function runOf(env: NodeJS.ProcessEnv): { readonly run: string; readonly at: number } {
  return { run: env.NX_INVOCATION_ROOT_PID ?? String(process.ppid), at: Date.now() }
}
