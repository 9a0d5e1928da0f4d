import { expect, test } from 'vitest'
import { SUBJECTS } from '.'

const cases = SUBJECTS.flatMap(({ cases }) => cases)

test('there are at least 150 cases, and each has a name of its own within its subject', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150)
  for (const { cases } of SUBJECTS) {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  }
})
