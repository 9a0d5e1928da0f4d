import { type Place, placeIn, readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import { digestText } from './key-input'
import { joinTraces, type Trace, type WidePlace } from './trace'

/** What a part read when all else was `base`, and which values it had for which answers. */
export interface KnownTrace {
  readonly base: string
  readonly trace: Trace
  /** By the digest of the answers, the value that was the part's in the key of the result; newest last. */
  readonly values: readonly (readonly [answers: string, value: string])[]
}

/** Changes whenever what is observed, or how it is kept, changes. */
const FORMAT = 1
const FILE = `traces-${FORMAT}.json`
/** Of one part, for going back and forth between branches. */
const MOST_BASES = 8
const MOST_VALUES = 16

/**
 * What parts of keys were seen to read, kept in a directory between runs. What is damaged or cannot be read is as good as none: the
 * keys are wide then.
 */
export class Traces {
  readonly #file: SealedFile
  #kept: Map<string, KnownTrace[]> | undefined
  #isChanged = false

  /** @param memos the directory */
  constructor(memos: Place) {
    this.#file = { place: placeIn(memos, FILE), meaning: ['traces', FORMAT] }
  }

  /** @param config digest of the compiler and its settings */
  find(place: WidePlace, config: string): KnownTrace | undefined {
    return this.#of(place, config).find(({ base }) => base === place.base)
  }

  /** The value that the part had in the key of a result, when what it read was this; undefined where nothing is known of that. */
  valueOf({ values }: KnownTrace, answers: string): string | undefined {
    return values.find(([each]) => each === answers)?.[1]
  }

  /** Whether some build used another profile or target than tasks do by themselves. */
  get usesOthers(): boolean {
    return this.#all.has(OTHERS)
  }

  noteOthers(): void {
    if (this.usesOthers) return
    this.#all.set(OTHERS, [])
    this.#isChanged = true
  }

  get isEmpty(): boolean {
    return this.#all.size === 0
  }

  /** What it was seen to read when its key did not hold all of that: nothing for keys, but for whoever declares it. */
  findRefused(place: WidePlace, config: string): Trace | undefined {
    return this.find(place, refused(config))?.trace
  }

  putRefused(place: WidePlace, config: string, trace: Trace): void {
    this.#put(place, refused(config), trace, ['', ''])
  }

  /** All that the same program was seen to read, whatever the settings. */
  findOfAnySettings(place: WidePlace): Trace | undefined {
    return this.find(place, ANY_SETTINGS)?.trace
  }

  /** The one that was recorded last, whatever its base. */
  latest(place: WidePlace, config: string): KnownTrace | undefined {
    return this.#of(place, config).at(-1)
  }

  /** Replaces what is known of the place's base with these settings. */
  put(
    place: WidePlace,
    config: string,
    trace: Trace,
    answer: readonly [answers: string, value: string],
  ): void {
    const others = this.findOfAnySettings(place)
    this.#put(place, config, trace, answer)
    this.#put(place, ANY_SETTINGS, others ? joinTraces([others, trace]) : trace, ['', ''])
  }

  #put(
    place: WidePlace,
    config: string,
    trace: Trace,
    answer: readonly [answers: string, value: string],
  ): void {
    const before = this.find(place, config)
    const values = (before?.values ?? []).filter(([answers]) => answers !== answer[0])
    const known: KnownTrace = {
      base: place.base,
      trace,
      values: [...values, answer].slice(-MOST_VALUES),
    }
    const others = this.#of(place, config).filter((each) => each !== before)
    this.#all.set(nameOf(place, config), [...others, known].slice(-MOST_BASES))
    this.#isChanged = true
  }

  /** Writes by rename. Of two runs at once one may lose what it saw, and compute wide keys the next time. */
  write(): void {
    if (!this.#isChanged) return
    writeSealed(this.#file, JSON.stringify([...this.#all]))
    this.#isChanged = false
  }

  #of(place: WidePlace, config: string): readonly KnownTrace[] {
    return this.#all.get(nameOf(place, config)) ?? []
  }

  get #all(): Map<string, KnownTrace[]> {
    if (this.#kept === undefined) {
      const sealed = readSealed(this.#file)
      this.#kept = new Map(sealed ? (JSON.parse(sealed.body.toString()) as [string, KnownTrace[]][]) : [])
    }
    return this.#kept
  }
}

const ANY_SETTINGS = 'any'
/** A name that no part has. */
const OTHERS = 'others'

function refused(config: string): string {
  return `refused ${config}`
}

function nameOf({ crate, workspace, part }: WidePlace, config: string): string {
  return digestText(JSON.stringify([crate, workspace, part, config])).slice(0, 32)
}
