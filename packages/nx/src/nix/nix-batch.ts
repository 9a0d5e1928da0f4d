import { join } from 'node:path'
import { type CrateTaskResult, ResultChannel } from '@nx-crane/build'
import { stateDirectory } from '@nx-crane/files'
import {
  instantiateTasks,
  NixInstallation,
  type Realised,
  readDerivationGraph,
  realise,
  validPaths,
} from '@nx-crane/nix/cli'
import { recordMade } from '../why/record-run'
import { changedTask, type FoundTask, findNixTasks } from './find-nix-tasks'
import { ignoredPaths } from './ignored-paths'
import { inputOverridesIn } from './input-overrides'
import { NixProgress, seconds } from './nix-progress'
import { NixResults } from './nix-results'
import type { NixTask } from './nix-task'
import { RefusedCaches } from './refused-caches'

export interface NixBatchOptions {
  /** The Nx workspace, absolute. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
  /** Output that belongs to no task: what is being built. */
  readonly print: (line: string) => void
}

/**
 * Builds the tasks with Nix and puts what they leave in place: one result for each, as it becomes known. What the store holds is
 * not evaluated anew, let alone built; the rest is evaluated once and built by one `nix build`. A task that fails fails those
 * that need it, no other.
 */
export async function* nixBatch(
  tasks: readonly NixTask[],
  options: NixBatchOptions,
): AsyncGenerator<CrateTaskResult, void> {
  if (tasks.length === 0) return
  const channel = new ResultChannel<CrateTaskResult>()
  const batch = new NixBatch(options, (result) => channel.push(result))
  channel.endWith(batch.run(tasks))
  yield* channel
}

interface WantedTask extends FoundTask {
  readonly derivation: string
}

class NixBatch {
  readonly #options: NixBatchOptions
  readonly #nix: NixInstallation
  readonly #results: NixResults
  /** Tasks without a result. */
  readonly #open = new Set<NixTask>()

  constructor(options: NixBatchOptions, push: (result: CrateTaskResult) => void) {
    const { env, root, signal } = options
    this.#options = options
    this.#nix = new NixInstallation({ env, cwd: root, signal })
    this.#results = new NixResults({ root, nix: this.#nix, signal, push })
  }

  async run(tasks: readonly NixTask[]): Promise<void> {
    for (const task of tasks) this.#open.add(task)
    try {
      for (const task of tasks) if (!this.#results.mayWrite(task)) this.#open.delete(task)
      const storePaths = [...this.#open].map(({ storePath }) => storePath)
      const valid = await validPaths(this.#nix, [...new Set(storePaths)])
      const found = [...this.#open].filter(({ storePath }) => valid.has(storePath))
      for (const task of found) {
        this.#open.delete(task)
        await this.#results.finish(task, null)
      }
      if (this.#open.size > 0) await this.#build(found.length)
    } catch (error) {
      for (const task of this.#open) this.#results.fail(task, error)
    }
  }

  /** Builds what is not in the store. */
  async #build(found: number): Promise<void> {
    const { root, env, signal, print } = this.#options
    recordMade(root, [...this.#open])
    const { known, strangers } = await findNixTasks(root, [...this.#open], { env, signal })
    for (const { task, why } of strangers) this.#fail([task], why)
    const wanted = await this.#instantiate(known)
    if (wanted.length === 0) return
    using progress = new NixProgress(wanted, { found, print })
    const derivations = wanted.map(({ derivation }) => derivation)
    readDerivationGraph(this.#nix, derivations).then(
      (graph) => progress.know(graph),
      () => {}, // Then it is not said who needs what.
    )
    const refusals = new RefusedCaches({ nix: this.#nix, print, nameOf: (path) => progress.nameOf(path) })
    // One after the other: each may take a process to read the store.
    let finished = Promise.resolve()
    try {
      for await (const event of realise(this.#nix, wanted, (derivation) => progress.nameOf(derivation))) {
        if (event.is === 'activity') progress.activity(event.activity)
        else if (event.is === 'message') progress.message(event.text)
        else if (event.is === 'refused') refusals.add(event.refused)
        else {
          const tasks = wanted.find(({ storePath }) => storePath === event.wanted.storePath)?.tasks ?? []
          if (event.is === 'made') {
            for (const task of tasks) this.#open.delete(task)
            finished = finished.then(() => this.#finish(tasks, event, progress))
          } else {
            this.#fail(tasks, event.why)
            progress.finished(event.wanted.storePath, {
              how: this.#nix.aborted ? 'interrupted' : 'failed',
              isInPlace: false,
            })
          }
        }
      }
    } finally {
      // What was made has its result, whatever became of Nix.
      await finished
      await refusals.settled()
      progress.end()
    }
  }

  /** Puts the derivations into the store. What is another than the key says has changed since that was computed. */
  async #instantiate(known: readonly FoundTask[]): Promise<WantedTask[]> {
    if (known.length === 0) return []
    const { root, env } = this.#options
    const paths = await instantiateTasks(this.#nix, {
      root,
      tasks: known,
      inputOverrides: inputOverridesIn(env),
      ignored: ignoredPaths(root, env),
      scratch: { root, path: join(stateDirectory(root), 'tmp') },
    })
    return known.flatMap((each, index) => {
      const { storePath = '', derivation = '' } = paths[index] ?? {}
      if (storePath === each.storePath) return [{ ...each, derivation }]
      for (const task of each.tasks) this.#fail([task], changedTask(task, storePath))
      return []
    })
  }

  async #finish(
    tasks: readonly NixTask[],
    made: Realised & { is: 'made' },
    progress: NixProgress,
  ): Promise<void> {
    const { activity } = made
    const where = activity?.is === 'build' && activity.from !== '' ? ` on ${activity.from}` : ''
    const took = activity ? ` in ${seconds((activity.endTime ?? Date.now()) - activity.startTime)}` : ''
    const verb = activity === null ? 'found' : activity.is === 'build' ? 'built' : 'downloaded'
    for (const task of tasks) {
      const isInPlace = await this.#results.finish(task, made)
      if (task === tasks[0])
        progress.finished(task.storePath, {
          how: isInPlace ? `${verb}${where}${took}` : 'failed',
          isInPlace,
        })
    }
  }

  #fail(tasks: readonly NixTask[], why: string): void {
    for (const task of tasks) {
      this.#open.delete(task)
      this.#results.fail(task, why)
    }
  }
}
