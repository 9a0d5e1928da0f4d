import type { Activity } from '@nx-crane/nix/cli'
import { expect, test } from 'vitest'
import { NixTally } from './nix-tally'

const CACHE = 'https://cache.example.org'

function activity(is: Activity['is'], from = ''): Activity {
  return { is, subject: '', from, startTime: 0, endTime: null }
}

function tallyOf(events: readonly [Activity['is'], task: string | null, from?: string][], found = 0) {
  const tally = new NixTally(found)
  for (const [is, task, from] of events) tally.begin(activity(is, from), task)
  for (const task of new Set(events.flatMap(([, each]) => each ?? []))) tally.finish(task, 1)
  return tally.summary()
}

test.each([
  ['one download', [['download', 'a', CACHE]], 0, `1 task came from ${CACHE}; nothing was compiled`],
  [
    'two caches, and a store that has some',
    [
      ['download', 'a', CACHE],
      ['download', 'b', 'file:///b'],
      ['download', null, CACHE],
    ],
    1,
    `2 tasks came from file:///b and ${CACHE}, 1 task was in the store already; nothing was compiled`,
  ],
  [
    'a task that is built',
    [
      ['download', 'a', CACHE],
      ['build', 'b'],
    ],
    0,
    `1 task came from ${CACHE}; 1 task was built`,
  ],
  [
    'what no task is, and is built',
    [
      ['download', 'a', CACHE],
      ['build', null],
    ],
    0,
    `1 task came from ${CACHE}; 0 tasks were built`,
  ],
  [
    'a download that fails',
    [
      ['download', 'a', CACHE],
      ['download', 'b', CACHE],
      ['build', 'b'],
    ],
    0,
    `1 task came from ${CACHE}; 1 task was built`,
  ],
  ['no cache', [['build', 'a']], 2, null],
] as [string, [Activity['is'], string | null, string?][], number, string | null][])(
  '%s',
  (_, events, found, summary) => expect(tallyOf(events, found)).toBe(summary),
)

test('tasks with one store path are several', () => {
  const tally = new NixTally(0)
  tally.begin(activity('download', CACHE), 'a')
  tally.finish('a', 2)
  expect(tally.summary()).toBe(`2 tasks came from ${CACHE}; nothing was compiled`)
})
