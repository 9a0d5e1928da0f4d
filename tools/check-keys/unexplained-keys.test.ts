import { expect, test } from 'vitest'
import { unexplainedKeys } from './unexplained-keys'

const state = (key: string, why: readonly string[] = []) => ({
  app: { hash: '', details: {}, key, explained: { lint: { key, why } } },
})

test.each<[string, readonly string[], readonly string[]]>([
  ['the edited file', ['src/a.rs has changed'], []],
  ['another file', ['src/b.rs has changed'], ['src/b.rs has changed']],
  ['the edited file and another', ['src/a.rs has changed', 'src/b.rs has changed'], ['src/b.rs has changed']],
  ['nothing', [], ['nothing']],
])('a reason that names %s', (_, why, said) => {
  const found = unexplainedKeys(state('1'), state('2', why), ['src/a.rs'])
  expect(found.map((each) => each.said)).toEqual(said)
})

test('a key that is the same has no reason', () => {
  expect(unexplainedKeys(state('1'), state('1'), ['src/a.rs'])).toEqual([])
  expect(unexplainedKeys(state('1'), state('1', ['src/a.rs has changed']), ['src/a.rs'])).toHaveLength(1)
})
