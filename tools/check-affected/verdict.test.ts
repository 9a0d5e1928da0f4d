import { expect, test } from 'vitest'
import type { CommitState } from './selection'
import { judge } from './verdict'

const state = (more: Partial<CommitState>): CommitState => ({
  ...{ revision: 'r', keys: {}, reaches: {}, selected: {}, undeclared: [] },
  ...more,
})
const before = state({ keys: { 'a:build': '1', 'a:test': '1', 'w:wasm': '1' } })

// each row: keys after, what is selected, what has to be, what is missing
test.each<[string, Partial<CommitState>, string[], string[]]>([
  ['nothing moved', { keys: { 'a:build': '1' } }, [], []],
  [
    'a key moved and is selected',
    { keys: { 'a:build': '2' }, selected: { tasks: ['a:build'] } },
    ['a:build'],
    [],
  ],
  [
    'a key moved and is not',
    { keys: { 'a:build': '2' }, selected: { tasks: ['a:test'] } },
    ['a:build'],
    ['a:build'],
  ],
  ['a task is new', { keys: { 'b:build': '1' } }, ['b:build'], ['b:build']],
  ['a key cannot be computed any more', { keys: { 'a:build': null } }, ['a:build'], ['a:build']],
  [
    'a package is made with what moved',
    { keys: { 'w:wasm': '2' }, reaches: { 'web:build': ['w:wasm'] }, selected: { tasks: ['w:wasm'] } },
    ['w:wasm', 'web:build'].sort(),
    ['web:build'],
  ],
])('%s', (_, after, least, missing) => {
  const verdict = judge(before, state(after))
  expect(verdict.least).toEqual(least)
  expect(verdict.selected.tasks.missing).toEqual(missing)
})

test.each([
  ['nobody asked', undefined, []],
  ['it is what keys say, and a package besides', ['a:build', 'web:build'], []],
  ['one is left out', [], ['a:build']],
  ['one is too many', ['a:build', 'a:test'], ['a:test']],
])('what `nx-crane affected` prints: %s', (_, printed, misprinted) => {
  const after = state({ keys: { ...before.keys, 'a:build': '2' }, ...(printed ? { printed } : {}) })
  expect(judge(before, after).misprinted).toEqual(misprinted)
})

test('tasks that have no key are not counted', () => {
  const after = state({ keys: { 'a:build': '2' }, selected: { projects: ['a:build', 'docs:build'] } })
  expect(judge(before, after).selected.projects).toEqual({ count: 1, missing: [] })
})
