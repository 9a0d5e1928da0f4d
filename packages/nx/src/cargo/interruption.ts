const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Aborts when somebody wants this process to end: a signal, or Nx itself is gone. Listening keeps Node from exiting
 * at once, so that what was started can be ended first.
 */
export class Interruption implements Disposable {
  readonly #controller = new AbortController()
  readonly #abort = () => this.#controller.abort()

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#abort)
    process.on('disconnect', this.#abort)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  [Symbol.dispose](): void {
    for (const signal of SIGNALS) process.removeListener(signal, this.#abort)
    process.removeListener('disconnect', this.#abort)
  }
}
