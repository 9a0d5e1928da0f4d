import { join } from 'node:path'
import {
  type CrateTaskResult,
  checkOutputDirectory,
  printsColour,
  ResultChannel,
  withoutColour,
} from '@nx-crane/cargo/cli'
import {
  instantiateTasks,
  NixInstallation,
  type Realised,
  readDerivationGraph,
  realise,
  StoreFiles,
  validPaths,
} from '@nx-crane/nix/cli'
import { CACHE_ROOT } from '../key-directory'
import { changedTask, type FoundTask, findNixTasks } from './find-nix-tasks'
import { ignoredPaths } from './ignored-paths'
import { inputOverridesIn } from './input-overrides'
import { NixProgress, seconds } from './nix-progress'
import type { NixTask } from './nix-task'
import { leavesFiles, placeOutputs } from './place-outputs'

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

class NixBatch {
  readonly #options: NixBatchOptions
  readonly #push: (result: CrateTaskResult) => void
  readonly #nix: NixInstallation
  readonly #files: StoreFiles
  readonly #startTime = Date.now()

  constructor(options: NixBatchOptions, push: (result: CrateTaskResult) => void) {
    this.#options = options
    this.#push = push
    const { env, root, signal } = options
    this.#nix = new NixInstallation({ env, cwd: root, signal })
    this.#files = new StoreFiles(this.#nix)
  }

  async run(tasks: readonly NixTask[]): Promise<void> {
    const open = new Set(tasks)
    try {
      for (const task of tasks) if (!(await this.#mayWrite(task))) open.delete(task)
      const valid = await validPaths(this.#nix, [...new Set([...open].map(({ storePath }) => storePath))])
      const found = [...open].filter(({ storePath }) => valid.has(storePath))
      for (const task of found) {
        await this.#finish(task, { output: foundIn(task) })
        open.delete(task)
      }
      if (open.size > 0) await this.#build(open, found.length)
    } catch (error) {
      for (const task of open) this.#fail(task, this.#nix.aborted ? 'interrupted\n' : textOf(error))
    }
  }

  /** Builds what is not in the store. Each task leaves `open` as it gets its result. */
  async #build(open: Set<NixTask>, found: number): Promise<void> {
    const { root, env, signal, print } = this.#options
    const { known, strangers } = await findNixTasks(root, [...open], { env, signal })
    const settle = (task: NixTask, output: string) => {
      open.delete(task)
      this.#fail(task, output)
    }
    for (const { task, why } of strangers) settle(task, why)
    const wanted = await this.#instantiate(known, settle)
    if (wanted.length === 0) return
    using progress = new NixProgress(wanted, { found, print })
    const graph = readDerivationGraph(
      this.#nix,
      wanted.map(({ derivation }) => derivation),
    )
    graph.then(
      (edges) => progress.know(edges),
      () => {},
    )
    const finishing: Promise<void>[] = []
    for await (const event of realise(this.#nix, wanted, (derivation) => progress.nameOf(derivation))) {
      if (event.is === 'activity') progress.activity(event.activity)
      else if (event.is === 'message') progress.message(event.text)
      else {
        const each = wanted.find(({ storePath }) => storePath === event.wanted.storePath)
        for (const task of each?.tasks ?? []) open.delete(task)
        if (event.is === 'made') finishing.push(this.#finishAll(each?.tasks ?? [], event, progress))
        else {
          for (const task of each?.tasks ?? []) this.#fail(task, event.why)
          progress.finished(event.wanted.storePath, this.#nix.aborted ? 'interrupted' : 'failed')
        }
      }
    }
    await Promise.all(finishing)
  }

  /** Puts the derivations into the store. What is another than the key says has changed since that was computed. */
  async #instantiate(
    known: readonly FoundTask[],
    settle: (task: NixTask, output: string) => void,
  ): Promise<(FoundTask & { readonly derivation: string })[]> {
    if (known.length === 0) return []
    const { root, env } = this.#options
    const paths = await instantiateTasks(this.#nix, {
      root,
      tasks: known,
      inputOverrides: inputOverridesIn(env),
      ignored: ignoredPaths(root, env),
      scratch: join(root, CACHE_ROOT),
    })
    return known.flatMap((each, index) => {
      const { storePath = '', derivation = '' } = paths[index] ?? {}
      if (storePath === each.storePath) return [{ ...each, derivation }]
      for (const task of each.tasks) settle(task, changedTask(task, storePath))
      return []
    })
  }

  async #finishAll(
    tasks: readonly NixTask[],
    { activity, log }: Realised & { is: 'made' },
    progress: NixProgress,
  ): Promise<void> {
    const times = { startTime: activity?.startTime, endTime: activity?.endTime }
    for (const task of tasks) {
      const how = activity?.is === 'download' ? `downloaded from ${activity.from}: ${task.storePath}\n` : ''
      const isDone = await this.#finish(task, { ...times, output: `${log}${how}` || foundIn(task) })
      const took = activity ? ` in ${seconds((activity.endTime ?? Date.now()) - activity.startTime)}` : ''
      const verb = activity?.is === 'download' ? 'downloaded' : activity ? 'built' : 'found'
      if (task === tasks[0]) progress.finished(task.storePath, isDone ? `${verb}${took}` : 'failed')
    }
  }

  /** Puts the files of a task in place. */
  async #finish(
    task: NixTask,
    {
      output,
      startTime,
      endTime,
    }: { output: string; startTime?: number | undefined; endTime?: number | null | undefined },
  ): Promise<boolean> {
    const { root, signal } = this.#options
    try {
      signal?.throwIfAborted()
      await placeOutputs(task, { root, files: this.#files, signal })
    } catch (error) {
      this.#fail(task, `${output}${this.#nix.aborted ? 'interrupted\n' : textOf(error)}`)
      return false
    }
    this.#push({
      task: task.id,
      status: 'success',
      output: printable(output),
      startTime: startTime ?? this.#startTime,
      endTime: endTime ?? Date.now(),
    })
    return true
  }

  /** Whether what is in the way of a task's files may go; it is not worth building what cannot be put anywhere. */
  async #mayWrite(task: NixTask): Promise<boolean> {
    try {
      if (leavesFiles(task)) await checkOutputDirectory(task.kind, task.outputDir)
      return true
    } catch (error) {
      this.#fail(task, textOf(error))
      return false
    }
  }

  #fail(task: NixTask, output: string): void {
    const times = { startTime: this.#startTime, endTime: Date.now() }
    this.#push({ task: task.id, status: 'failure', output: printable(output), ...times })
  }
}

function foundIn({ kind, storePath }: NixTask): string {
  const more = kind === 'test' || kind === 'lint' ? ` (\`nix log ${storePath}\` shows what it printed)` : ''
  return `found in the Nix store: ${storePath}${more}\n`
}

function printable(output: string): string {
  return printsColour() ? output : withoutColour(output)
}

function textOf(error: unknown): string {
  return `${error instanceof Error ? error.message : String(error)}\n`
}
