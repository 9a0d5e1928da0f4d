import { expect, test } from 'vitest'
import { type AskedCache, type CacheReport, cacheReportJson, printCacheReport } from './cache-report'
import type { CacheVerdict } from './cache-verdict'

const task = (id: string) => ({ id, storePath: `/nix/store/${id}`, attribute: 'a', kind: 'build' })
const TASKS = ['a:build', 'b:build'].map(task)

function report(verdicts: readonly CacheVerdict[], more: Partial<AskedCache> = {}): CacheReport {
  const known = new Map(verdicts.map((verdict, index) => [TASKS[index]?.storePath ?? '', verdict]))
  const cache = { url: 'https://c', notAsked: null, fault: null, verdicts: known, ...more }
  return { caches: [cache], tasks: TASKS, inStore: new Set(['/nix/store/a:build']) }
}
const HAS = { is: 'available', key: 'k' } as const

test('what a cache has is counted, what it lacks is named', () => {
  expect(printCacheReport(report([HAS, { is: 'absent' }]))).toBe(
    "https://c: has 1 of 2\n  not there: b:build\n1 of 2 tasks would come from a cache; this machine's store has 1\n",
  )
})

test.each([
  [{ is: 'unsigned' }, /no signature \(push it with --key-file\): a:build/],
  [{ is: 'untrusted-key', keys: ['other-1'] }, /signed by "other-1", which is not in `trusted-public-keys`/],
  [{ is: 'wrong-key', keys: ['team-1'] }, /not by the "team-1" in `trusted-public-keys`/],
] as const)('%j says what to do', (verdict, text) => {
  expect(printCacheReport(report([verdict, HAS]))).toMatch(text)
})

test('a cache that is not asked counts for nothing', () => {
  const unasked = report([HAS, HAS], { notAsked: 'not-listed' })
  expect(printCacheReport(unasked)).toMatch(
    /^https:\/\/c: has 2 of 2\n {2}not asked: .*`substituters`.*\n0 of 2/,
  )
})

test('one for another store directory says so', () => {
  const fault = "binary cache 'https://c' is for Nix stores with prefix '/foo/store', not '/nix/store'"
  const text = printCacheReport(report([], { fault }))
  expect(text).toMatch(/cannot be asked: .*\n.*built for \/foo\/store is of no use in \/nix\/store\n0 of 2/)
})

test('programs are told the same', () => {
  expect(cacheReportJson(report([HAS, { is: 'absent' }]))).toMatchObject({
    caches: [{ url: 'https://c', notAsked: null, fault: null }],
    tasks: [
      { task: 'a:build', inStore: true, takenFrom: 'https://c', caches: { 'https://c': HAS } },
      { task: 'b:build', inStore: false, takenFrom: null, caches: { 'https://c': { is: 'absent' } } },
    ],
  })
})
