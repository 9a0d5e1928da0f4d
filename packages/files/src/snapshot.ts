import type { FileStats } from './file-stat'

/**
 * One question that was asked about a path, and its answer. While the path has the stamp, the answer is the same; null
 * where only asking again can tell. An answer of null was not kept: without the stamp everything that follows from it is
 * dirty.
 */
export type Observation<Question extends string = string> = readonly [
  question: Question,
  path: string,
  stamp: string | null,
  answer: string | null,
]

/** The disk as it is now. */
export interface ObservedDisk<Question extends string = string> {
  readonly stats: FileStats
  /** What the answer is now; null where that is not worth finding out. */
  ask(question: Question, path: string): string | null
}

/** Whether the question still has the answer that it had. Called for all that was ever asked, so nothing is unpacked in vain. */
export function isUnchanged<Q extends string>(observation: Observation<Q>, disk: ObservedDisk<Q>): boolean {
  const stamp = observation[2]
  if (stamp !== null && disk.stats.stampOf(observation[1]) === stamp) return true
  const [question, path, , answer] = observation
  return answer !== null && disk.ask(question, path) === answer
}

/** The first observation that does not hold any more; undefined where all do, and with them all that follows from them. */
export function firstChange<Q extends string>(
  observations: readonly Observation<Q>[],
  disk: ObservedDisk<Q>,
): Observation<Q> | undefined {
  return observations.find((observation) => !isUnchanged(observation, disk))
}

/** What was asked of the disk, each question about a path once; what follows from some of it names these by number. */
export class Snapshot<Question extends string> {
  readonly observations: Observation<Question>[]
  readonly #numbers = new Map<Question, Map<string, number>>()

  /** @param observations of an earlier run, which keep their numbers */
  constructor(observations: readonly Observation<Question>[] = []) {
    this.observations = [...observations]
    for (const [number, [question, path]] of observations.entries())
      this.#numbersOf(question).set(path, number)
  }

  numberOf(question: Question, path: string): number | undefined {
    return this.#numbers.get(question)?.get(path)
  }

  /** Gives the number of the observation, which takes the place of an earlier one. */
  put(observation: Observation<Question>): number {
    const [question, path] = observation
    const numbers = this.#numbersOf(question)
    const number = numbers.get(path) ?? this.observations.length
    numbers.set(path, number)
    this.observations[number] = observation
    return number
  }

  #numbersOf(question: Question): Map<string, number> {
    let numbers = this.#numbers.get(question)
    if (numbers === undefined) {
      numbers = new Map()
      this.#numbers.set(question, numbers)
    }
    return numbers
  }
}
