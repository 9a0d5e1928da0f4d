import { expect, test } from 'vitest'
import { runInOrder } from './run-in-order'
import type { Step } from './step'

const step = (name: string, cores = 1, gigabytes = 1): Step => ({
  ...{ name, title: name, command: [], cores, gigabytes },
})

/** What began and ended, in that order; `seconds` of a step is how many turns it takes. */
async function play(
  steps: readonly Step[],
  {
    cores = 2,
    gigabytes = 8,
    failing,
    turns = {},
  }: { cores?: number; gigabytes?: number; failing?: string; turns?: Record<string, number> } = {},
): Promise<string> {
  const events: string[] = []
  const results = await runInOrder(steps, {
    machine: { cores, gigabytes },
    run: async ({ name }) => {
      events.push(`+${name}`)
      for (let turn = 0; turn < (turns[name] ?? 1); turn++) await new Promise(setImmediate)
      events.push(`-${name}`)
      return { success: name !== failing }
    },
  })
  return `${events.join(' ')} | ${[...results.keys()].map(({ name }) => name).join(' ')}`
}

const [a, b, c] = [step('a'), step('b'), step('c')]

test.each([
  ['as many at once as there are cores', [a, b, c], { turns: { b: 9 } }, '+a +b -a +c -c -b | a b c'],
  ['one after the other on one core', [a, b], { cores: 1 }, '+a -a +b -b | a b'],
  ['no more than the memory holds', [a, step('b', 1, 8)], {}, '+a -a +b -b | a b'],
  ['one that is larger than the machine alone', [a, step('b', 9, 9), c], {}, '+a -a +b -b +c -c | a b c'],
  ['none overtakes another', [a, step('b', 2), c], { turns: { a: 3 } }, '+a -a +b -b +c -c | a b c'],
  [
    'one that needs the machine alone has it on any',
    [a, step('b', Number.POSITIVE_INFINITY), c],
    { cores: 64, gigabytes: 64 },
    '+a -a +b -b +c -c | a b c',
  ],
  [
    'none begins once one failed, and those that run end',
    [a, b, c],
    { failing: 'a', turns: { b: 3 } },
    '+a +b -a -b | a b',
  ],
])('%s', async (_, steps, options, expected) => {
  expect(await play(steps, options)).toBe(expected)
})

test('a step that cannot be started ends the run', async () => {
  const run = () => Promise.reject(new Error('no such program'))
  await expect(runInOrder([a, b], { machine: { cores: 1, gigabytes: 1 }, run })).rejects.toThrow(/no such/)
})
