import { stripVTControlCharacters } from 'node:util'

export interface TestCounts {
  readonly passed: number
  readonly failed: number
}

/** How the test runners that are used here say what they found. */
const FORMS: readonly { readonly form: RegExp; readonly passed: RegExp; readonly failed: RegExp }[] = [
  // vitest
  { form: /^\s*Tests\s.*$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  // cargo test
  { form: /^\s*test result: .*$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  // cargo nextest
  { form: /^\s*Summary \[.*\] .*tests? run:.*$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
  // this repository's own programs
  { form: /^\d+ passed, \d+ failed$/gm, passed: /(\d+) passed/, failed: /(\d+) failed/ },
]

/** The tests that an output tells of, those of several runs added up. */
export function countTests(output: string): TestCounts {
  const text = stripVTControlCharacters(output)
  const counts = FORMS.flatMap(({ form, passed, failed }) =>
    [...text.matchAll(form)].map(([line]) => ({
      passed: numberIn(line, passed),
      failed: numberIn(line, failed),
    })),
  )
  return sumCounts(counts)
}

export function sumCounts(counts: readonly TestCounts[]): TestCounts {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  }
}

/** @example formatCounts({ passed: 3, failed: 0 }) // → '3 passed, 0 failed' */
export function formatCounts({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`
}

function numberIn(line: string, pattern: RegExp): number {
  return Number(pattern.exec(line)?.[1] ?? 0)
}
