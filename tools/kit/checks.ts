import { isDeepStrictEqual } from 'node:util'

/** The checks of one scenario: a line each, and their number. */
export class Checks {
  passed = 0
  failed = 0
  readonly lines: string[] = []
  #shown = ''

  /** `evidence` is printed when the two differ: what the program said. */
  equal(title: string, actual: unknown, expected: unknown, evidence = ''): void {
    if (isDeepStrictEqual(actual, expected)) this.#pass(title)
    else
      this.fail(
        title,
        `expected ${print(expected)}\n     got ${print(actual)}\n${this.#unlessShown(evidence)}`,
      )
  }

  true(title: string, condition: boolean, evidence = ''): void {
    if (condition) this.#pass(title)
    else this.fail(title, this.#unlessShown(evidence))
  }

  fail(title: string, evidence: string): void {
    this.failed += 1
    this.lines.push(`✗ ${title}\n${evidence.replace(/^(?=.)/gm, '    ')}`)
  }

  /** Several checks of one run would all print what it said. */
  #unlessShown(evidence: string): string {
    if (evidence === this.#shown) return '(as above)'
    this.#shown = evidence
    return evidence
  }

  #pass(title: string): void {
    this.passed += 1
    this.lines.push(`✓ ${title}`)
  }
}

function print(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\s+/g, ' ')
}
