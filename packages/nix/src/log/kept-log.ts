/** What a build has printed: all of it up to a size, then its end, since that is where it says what went wrong. */
export class KeptLog {
  #lines: string[] = []
  #size = 0
  #dropped = 0
  readonly #limit: number

  /** @param limit how many characters are kept at least */
  constructor(limit = 1_000_000) {
    this.#limit = limit
  }

  add(line: string): void {
    this.#lines.push(line)
    this.#size += line.length + 1
    // Half is dropped at once: what is printed line by line is not to be moved line by line.
    if (this.#size > 2 * this.#limit) this.#dropHalf()
  }

  /** The lines, each with its end; empty when nothing was printed. */
  get text(): string {
    const note = this.#dropped === 0 ? '' : `… ${this.#dropped} lines left out\n`
    return note + this.#lines.map((line) => `${line}\n`).join('')
  }

  /** The last lines. */
  last(count: number): string[] {
    return this.#lines.slice(-count)
  }

  #dropHalf(): void {
    let first = 0
    for (; this.#size > this.#limit && first < this.#lines.length - 1; first++) {
      this.#size -= (this.#lines[first]?.length ?? 0) + 1
    }
    this.#lines = this.#lines.slice(first)
    this.#dropped += first
  }
}
