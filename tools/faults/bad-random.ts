/** Numbers that look random and are the same for the same seed: what was found once is found again (mulberry32). */
export class BadRandom {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** At least 0, less than `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end)
  }

  pick<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    const value = values[this.below(values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }

  /** At most `count` of the values, in their order. */
  some<T>(values: readonly T[], count: number): T[] {
    if (values.length <= count) return [...values]
    const chosen = new Set<number>()
    while (chosen.size < count) chosen.add(this.below(values.length))
    return values.filter((_, index) => chosen.has(index))
  }
}
