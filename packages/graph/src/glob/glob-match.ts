import type { GlobProgram, Step } from './glob-program'

/**
 * Whether a glob matches all of a text. No step is tried twice at one place of the text, so that the time is at most the
 * length of the glob times that of the text; a regular expression would try all ways.
 */
export function matchesProgram(program: GlobProgram, text: string): boolean {
  return new GlobMatch(program, text).from(program.first, 0)
}

/** What is known of a step at a place. One that is being tried counts as failed: it can only come back to itself. */
const FAILED = 1
const MATCHED = 2

class GlobMatch {
  readonly #program: GlobProgram
  readonly #text: string
  readonly #known: Uint8Array

  constructor(program: GlobProgram, text: string) {
    this.#program = program
    this.#text = text
    this.#known = new Uint8Array(program.slots * (text.length + 1))
  }

  /** Whether the steps from `start` on match the text from a place on. */
  from(start: number, place: number): boolean {
    /** The places of steps with two ways on the way here, each as slot, second way (-1 once it is taken) and place. */
    const way: number[] = []
    let step: number | null = start
    let position = place
    for (;;) {
      if (step === null) {
        step = this.#takeSecondWay(way)
        if (step === null) return false
        position = way.at(-1) ?? 0
      }
      const found: Step | undefined = this.#program.steps[step]
      switch (found?.does) {
        case 'end':
          if (position === this.#text.length) return this.#succeed(way)
          step = null
          break
        case 'text':
          step = this.#text.startsWith(found.text, position) ? found.next : null
          position += found.text.length
          break
        case 'one': {
          const character = this.#text.codePointAt(position)
          step = character !== undefined && found.accepts(character) ? found.next : null
          position += character !== undefined && character > 0xffff ? 2 : 1
          break
        }
        case 'start':
          step = this.#isStart(position) ? found.next : null
          break
        case 'undotted':
          step = this.#isStart(position) && this.#text[position] === '.' ? null : found.next
          break
        case 'unless':
          step = this.#matchesLater(found.not, found.slot, position) ? null : found.next
          break
        case 'try': {
          const at = this.#indexOf(found.slot, position)
          const known = this.#known[at]
          if (known === MATCHED) return this.#succeed(way)
          if (known === FAILED) step = null
          else {
            this.#known[at] = FAILED
            way.push(found.slot, found.second, position)
            step = found.first
          }
          break
        }
        default:
          return false
      }
    }
  }

  #takeSecondWay(way: number[]): number | null {
    while (way.length > 0) {
      const second = way.at(-2) ?? -1
      if (second !== -1) {
        way[way.length - 2] = -1
        return second
      }
      way.length -= 3
    }
    return null
  }

  #succeed(way: readonly number[]): true {
    for (let index = 0; index < way.length; index += 3)
      this.#known[this.#indexOf(way[index] ?? 0, way[index + 2] ?? 0)] = MATCHED
    return true
  }

  #matchesLater(step: number, slot: number, position: number): boolean {
    const at = this.#indexOf(slot, position)
    if (this.#known[at] === 0) this.#known[at] = this.from(step, position) ? MATCHED : FAILED
    return this.#known[at] === MATCHED
  }

  #isStart(position: number): boolean {
    return position === 0 || this.#text[position - 1] === '/'
  }

  #indexOf(slot: number, position: number): number {
    return slot * (this.#text.length + 1) + position
  }
}
