/** Turns results that arrive by callback into an async iteration. One reader. */
export class ResultChannel<T> implements AsyncIterable<T> {
  readonly #values: T[] = []
  #ended = false
  #failure: { readonly cause: unknown } | null = null
  #wake: () => void = () => {}

  push(value: T): void {
    this.#values.push(value)
    this.#wake()
  }

  /** Ends the iteration after what was pushed, with an error when `work` rejects. */
  endWith(work: Promise<unknown>): void {
    work.then(
      () => this.#end(),
      (cause: unknown) => {
        this.#failure = { cause }
        this.#end()
      },
    )
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      for (let next = this.#values.shift(); next !== undefined; next = this.#values.shift()) yield next
      if (this.#failure) throw this.#failure.cause
      if (this.#ended) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #end(): void {
    this.#ended = true
    this.#wake()
  }
}
