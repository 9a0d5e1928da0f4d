import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../kit/random'
import type { FaultCase } from './fault-case'
import type { Surroundings } from './piece'

/** The process ends: before the write, in the middle of it, after it. */
export const ENDS = ['before', 'half', 'after'] as const
/** The write fails. */
export const ERRORS = ['ENOSPC', 'EACCES', 'EIO'] as const

export type WriteStopMode = (typeof ENDS)[number] | (typeof ERRORS)[number]

/** What is to happen at which write. */
export interface WriteStop {
  /** Counts from 1. */
  readonly at: number
  readonly mode: WriteStopMode
}

const MODULE = join(__dirname, 'stop-at-write.cjs')

/** Counts the writes of programs in a case, over all of their processes, and stops one of them. */
export class WriteCounter {
  readonly #place: FaultCase
  readonly #skip: string
  readonly #log: string

  /** @param skip a regular expression for paths whose writes do not count */
  constructor(place: FaultCase, skip = '') {
    this.#place = place
    this.#skip = skip
    this.#log = join(place.directory, 'tmp/writes')
  }

  /** The environment of the next program; without a stop its writes are only counted. */
  next(stop?: WriteStop): NodeJS.ProcessEnv {
    rmSync(this.#log, { force: true })
    return {
      NODE_OPTIONS: `--require ${MODULE}`,
      FAULT_MODE: stop?.mode ?? 'none',
      FAULT_AT: String(stop?.at ?? 0),
      FAULT_LOG: this.#log,
      FAULT_ROOTS: `${this.#place.root}:${this.#place.home}`,
      FAULT_SKIP: this.#skip,
    }
  }

  /** What was written, in order: `rename "/path"`. */
  get writes(): string[] {
    try {
      return readFileSync(this.#log, 'utf8').split('\n').filter(Boolean)
    } catch {
      return []
    }
  }
}

/** A stop at each write, in each mode, or at some that are spread over them. */
export function chosenStops(
  writes: number,
  modes: readonly WriteStopMode[],
  { options, count, short }: Surroundings & { readonly short: number },
): WriteStop[] {
  const random = new Random(options.seed * 4000)
  if (options.long && options.count === null)
    return modes.flatMap((mode) => Array.from({ length: writes }, (_, index) => ({ at: index + 1, mode })))
  const wanted = Math.min(count({ short, long: writes }), writes)
  return Array.from({ length: wanted }, (_, index) => ({
    at: Math.min(
      writes,
      Math.floor((index * writes) / wanted) + random.between(1, Math.max(1, Math.floor(writes / wanted))),
    ),
    mode: modes[index % modes.length] ?? 'before',
  }))
}
