import { type CrateTaskResult, checkOutputDirectory } from '@nx-crane/build'
import { messageOf } from '@nx-crane/files'
import { leavesFiles } from '@nx-crane/graph'
import { printsColour, withoutColour } from '@nx-crane/keys/cli'
import type { Activity, NixInstallation } from '@nx-crane/nix/cli'
import { StoreFiles } from '@nx-crane/nix/cli'
import type { NixTask } from './nix-task'
import { placeOutputs } from './place-outputs'

export interface NixResultsOptions {
  /** The Nx workspace, absolute. */
  readonly root: string
  readonly nix: NixInstallation
  readonly signal?: AbortSignal | undefined
  readonly push: (result: CrateTaskResult) => void
}

/** How something got into the store in this run, and what it printed; null when it was there before. */
export type Made = { readonly activity: Activity | null; readonly log: string } | null

/** Turns what has become of tasks into their results. A task has succeeded when its files are in place. */
export class NixResults {
  readonly #options: NixResultsOptions
  readonly #files: StoreFiles
  readonly #startTime = Date.now()

  constructor(options: NixResultsOptions) {
    this.#options = options
    this.#files = new StoreFiles(options.nix)
  }

  /** For a task whose store path is valid: puts its files in place. Whether that succeeded. */
  async finish(task: NixTask, made: Made): Promise<boolean> {
    const { root, signal, push } = this.#options
    const activity = made?.activity ?? null
    const output = made?.log || originOf(task, activity)
    try {
      signal?.throwIfAborted()
      await placeOutputs(task, { root, files: this.#files, signal })
    } catch (error) {
      this.fail(task, error, output)
      return false
    }
    push({
      task: task.id,
      status: 'success',
      output: printable(output),
      startTime: activity?.startTime ?? this.#startTime,
      endTime: activity?.endTime ?? Date.now(),
    })
    return true
  }

  /** @param cause what happened, in words or as it was thrown */
  fail(task: NixTask, cause: unknown, output = ''): void {
    const isInterrupted = this.#options.nix.aborted && typeof cause !== 'string'
    const why = isInterrupted ? 'interrupted\n' : textOf(cause)
    this.#options.push({
      task: task.id,
      status: 'failure',
      output: printable(`${output}${why}`),
      startTime: this.#startTime,
      endTime: Date.now(),
    })
  }

  /** Whether what is in the way of a task's files may go; it is not worth building what cannot be put anywhere. */
  mayWrite(task: NixTask): boolean {
    try {
      // Of several directories, or one with other files in it, each is looked at when it is written.
      if (leavesFiles(task.kind) && !task.wasm)
        checkOutputDirectory(task.kind, { root: this.#options.root, path: task.outputDir })
      return true
    } catch (error) {
      this.fail(task, error)
      return false
    }
  }
}

/** What there is to say of a task that has printed nothing. */
function originOf({ kind, storePath }: NixTask, activity: Activity | null): string {
  if (activity?.is === 'build')
    return `built${activity.from === '' ? '' : ` on ${activity.from}`}: ${storePath}\n`
  if (activity?.is === 'download') return `downloaded from ${activity.from}: ${storePath}\n`
  const more = kind === 'test' || kind === 'lint' ? ` (\`nix log ${storePath}\` shows what it printed)` : ''
  return `found in the Nix store: ${storePath}${more}\n`
}

function printable(output: string): string {
  return printsColour() ? output : withoutColour(output)
}

function textOf(cause: unknown): string {
  if (typeof cause === 'string') return cause
  return `${messageOf(cause)}\n`
}
