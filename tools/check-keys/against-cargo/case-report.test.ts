import { expect, test } from 'vitest'
import { type CaseResult, isAccepted, printCases } from './case-report'
import type { TaskVerdict } from './play'

const verdicts = (is: TaskVerdict['is'], count: number): TaskVerdict[] =>
  Array.from({ length: count }, () => ({ task: 'a build', is, cargo: ['it changed'], ours: ['file: d.txt'] }))
const result = (...each: readonly TaskVerdict[]): CaseResult => ({
  subject: 's',
  name: 'n',
  verdicts: each,
  fault: null,
})

test.each<[string, readonly CaseResult[], boolean]>([
  ['all exact', [result(...verdicts('exact', 3))], true],
  ['one stale of many', [result(...verdicts('exact', 999), ...verdicts('stale', 1))], false],
  ['three needless of a hundred', [result(...verdicts('exact', 97), ...verdicts('needless', 3))], true],
  ['four needless of a hundred', [result(...verdicts('exact', 96), ...verdicts('needless', 4))], false],
  [
    'a case with a fault',
    [result(...verdicts('exact', 3)), { subject: 's', name: 'n', verdicts: null, fault: 'x' }],
    false,
  ],
  ['no case', [], false],
])('%s', (_, results, accepted) => {
  expect(isAccepted(results)).toBe(accepted)
})

test.each<[string, readonly CaseResult[], boolean]>([
  ['a known case that is stale', [result(...verdicts('exact', 3), ...verdicts('stale', 1))], false],
  ['a known case that is needless', [result(...verdicts('needless', 2))], true],
  ['a known case that is exact again', [result(...verdicts('exact', 3))], false],
  ['another that is stale', [{ ...result(...verdicts('stale', 1)), name: 'm' }], false],
])('%s', (_, results, accepted) => {
  expect(isAccepted(results, { known: new Map([['s: n', 'nobody looks at it']]) })).toBe(accepted)
})

test('of all cases, those that are known count as well', () => {
  const known = new Map([['s: n', 'nobody looks at it']])
  const ofHundred = (needless: number) => [
    result(...verdicts('exact', 100 - needless), ...verdicts('needless', needless)),
  ]
  expect([3, 4].map((needless) => isAccepted(ofHundred(needless), { known, isWhole: true }))).toEqual([
    true,
    false,
  ])
})

test('the report counts by subject, and says what is not exact and why', () => {
  const fault: CaseResult = { subject: 't', name: 'm', verdicts: null, fault: 'cargo is not there' }
  expect(
    printCases([result(...verdicts('exact', 2), ...verdicts('stale', 1), ...verdicts('needless', 1)), fault]),
  ).toBe(`                            cases    stale needless    exact
s                               1        1        1        2
t                               1        0        0        0
sum                             2        1        1        2

stale     s: n [a build] cargo: it changed
needless  s: n [a build] ours: file: d.txt
FAULT     t: m: cargo is not there`)
})
