import type { ExecutorContext } from '@nx/devkit'
import { checkOutputDirectory } from '@nx-crane/build'
import { messageOf } from '@nx-crane/files'
import { leavesFiles } from '@nx-crane/graph'
import { BUILD_ID } from '../build-id'
import { keepRecord } from '../why/record-run'
import { evictResults } from './evict-results'
import { keepResult } from './keep-result'
import { openStore } from './open-store'
import { restoreResult } from './restore-result'
import { type KeyedTask, resultKey } from './result-key'
import { findResultStore, type ResultStore } from './result-store'

/** A task, and where it leaves its files. */
export interface StorableTask extends KeyedTask {
  /** Absolute. What it is for `test`, `lint` and `format` says nothing: they leave no files. */
  readonly outputDir: string
}

/**
 * What earlier runs made, for the tasks of this one: where Nx asks for a task whose key did not change, its result is put
 * back instead of made again. Whatever is wrong with the store, tasks run as if there were none.
 */
export class TaskResults implements Disposable {
  readonly #context: ExecutorContext
  readonly #say: (line: string) => void
  readonly #store: ResultStore | null
  /** Keys from before the tasks ran: what they made belongs to the sources of then. */
  readonly #keys = new Map<string, string | null>()
  #kept = false
  #failed = false

  constructor(context: ExecutorContext, say: (line: string) => void) {
    this.#context = context
    this.#say = say
    this.#store = this.#findStore()
  }

  /** What the task printed when it was run; its files are in place then. Null: run it. */
  async restore(task: StorableTask): Promise<string | null> {
    const key = this.#keyOf(task)
    if (!this.#store || key === null) return null
    const output = outputOf(task)
    const directory = output === null ? null : { root: this.#context.root, path: output }
    try {
      if (leavesFiles(task.kind))
        checkOutputDirectory(task.kind, { root: this.#context.root, path: task.outputDir })
    } catch {
      // The task itself refuses, and says why.
      return null
    }
    const restored = restoreResult(this.#store, key, { directory, trust: { repository: this.#context.root } })
    return restored && `${restored.log}restored from the result store\n`
  }

  /** Keeps what a task made that succeeded. */
  keep(task: StorableTask, log: string): void {
    const key = this.#keyOf(task)
    if (!this.#store || key === null) return
    const fault = keepResult(this.#store, key, { directory: outputOf(task), log })
    this.#kept ||= fault === null
    if (fault !== null && !this.#failed) this.#say(`the result store does not keep ${task.id}: ${fault}`)
    this.#failed ||= fault !== null
  }

  [Symbol.dispose](): void {
    if (!this.#store || !this.#kept) return
    keepRecord(this.#context.root, this.#store.directory)
    evictResults(this.#store)
  }

  #findStore(): ResultStore | null {
    // The first is how Nx tells its tasks that somebody wants them run.
    if (process.env.NX_SKIP_NX_CACHE === 'true' || process.env.NX_DISABLE_NX_CACHE === 'true') return null
    if (BUILD_ID === null) return null
    try {
      const store = findResultStore()
      const fault = store && openStore(store, this.#context.root)
      if (fault === null) return store
      this.#say(fault)
      return null
    } catch (error) {
      this.#say(`the result store is not used: ${messageOf(error)}`)
      return null
    }
  }

  #keyOf(task: StorableTask): string | null {
    const known = this.#keys.get(task.id)
    if (known !== undefined) return known
    const key = BUILD_ID === null ? null : resultKey(this.#context, task, BUILD_ID)
    this.#keys.set(task.id, key)
    return key
  }
}

function outputOf({ kind, outputDir }: StorableTask): string | null {
  return leavesFiles(kind) ? outputDir : null
}
