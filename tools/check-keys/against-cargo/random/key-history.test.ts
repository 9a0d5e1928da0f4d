import { expect, test } from 'vitest'
import type { CaseTask } from '../crate-keys-of'
import type { Played, TaskVerdict } from '../play'
import { KeyHistory } from './key-history'

const task: CaseTask = { crate: { name: 'a', manifest: 'a/Cargo.toml' }, kind: 'build' }
const exact: TaskVerdict = { task: 'a build', is: 'exact', cargo: [], ours: [] }

function played(key: string, result: string): Played {
  return {
    verdicts: [exact],
    keys: new Map([['a/Cargo.toml build', { key, inputs: new Map(), fault: null }]]),
    before: new Map([['a/Cargo.toml build', { result: { bytes: result }, read: '', rebuilt: new Map() }]]),
  }
}

test('a key that comes again must stand for the same result', () => {
  const history = new KeyHistory()
  const judge = (key: string, result: string, edit: string) =>
    history.judge(exact, { task, played: played(key, result), edit })
  expect(judge('1', 'one', 'first')).toEqual(exact)
  expect(judge('2', 'two', 'second')).toEqual(exact)
  expect(judge('1', 'one', 'third')).toEqual(exact)
  expect(judge('1', 'two', 'fourth')).toMatchObject({
    is: 'stale',
    cargo: [expect.stringContaining('"third"')],
  })
})
