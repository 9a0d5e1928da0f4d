import type { Activity } from '@nx-crane/nix/cli'

/** Counts where the tasks of a run come from, for a line at its end. */
export class NixTally {
  readonly #found: number
  /** By store path: the cache. */
  readonly #downloads = new Map<string, string>()
  readonly #built = new Set<string>()
  readonly #caches = new Set<string>()
  #buildsAnything = false
  #tasksBuilt = 0
  #tasksDownloaded = 0

  /** @param found tasks that the store had before */
  constructor(found: number) {
    this.#found = found
  }

  /** @param task the store path, if it is a task's */
  begin({ is, from }: Activity, task: string | null): void {
    if (is === 'build') this.#buildsAnything = true
    if (task === null) return
    if (is === 'build') this.#built.add(task)
    else this.#downloads.set(task, from)
  }

  /** So many tasks are in place. */
  finish(storePath: string, tasks: number): void {
    const cache = this.#downloads.get(storePath)
    // What could not be downloaded is built.
    if (this.#built.has(storePath)) this.#tasksBuilt += tasks
    else if (cache !== undefined) {
      this.#tasksDownloaded += tasks
      this.#caches.add(cache)
    }
  }

  /** @example '9 tasks came from https://cache.example.org; nothing was compiled'. Null where no cache gave anything. */
  summary(): string | null {
    if (this.#tasksDownloaded === 0) return null
    const came = `${count(this.#tasksDownloaded)} came from ${[...this.#caches].sort().join(' and ')}`
    const found =
      this.#found === 0 ? '' : `, ${count(this.#found)} ${wereOf(this.#found)} in the store already`
    const built = this.#buildsAnything
      ? `${count(this.#tasksBuilt)} ${wereOf(this.#tasksBuilt)} built`
      : 'nothing was compiled'
    return `${came}${found}; ${built}`
  }
}

function count(tasks: number): string {
  return `${tasks} ${tasks === 1 ? 'task' : 'tasks'}`
}

function wereOf(number: number): string {
  return number === 1 ? 'was' : 'were'
}
