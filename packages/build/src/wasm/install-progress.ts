import { withoutColour } from '@nx-crane/keys/cli'

/** How far `cargo install` is, by the lines that it prints: what it does at the moment, and how many crates are behind it. */
export class InstallProgress {
  readonly #begun: number
  #step = 'waiting for cargo'
  #compiled = 0

  /** @param begun in milliseconds */
  constructor(begun: number) {
    this.#begun = begun
  }

  /** Takes a line of cargo's. */
  follow(line: string): void {
    const step = /^\s*([A-Z][a-z]+) (.+?)\s*$/.exec(withoutColour(line))
    if (!step) return
    this.#step = `${step[1]?.toLowerCase()} ${step[2]}`
    if (step[1] === 'Compiling') this.#compiled += 1
  }

  /** Where it is now. */
  report(now: number): string {
    const crates =
      this.#compiled === 0 ? '' : `, ${this.#compiled} ${this.#compiled === 1 ? 'crate' : 'crates'} started`
    return `  ${this.#seconds(now)} s${crates}: ${this.#step}`
  }

  #seconds(now: number): number {
    return Math.round((now - this.#begun) / 1000)
  }
}
