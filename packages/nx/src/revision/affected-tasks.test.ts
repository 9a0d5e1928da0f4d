import { expect, test } from 'vitest'
import type { TargetKey } from '../keys/target-key'
import { affectedTasks, removedTasks } from './affected-tasks'

function keyOf(task: string, key: string | null): TargetKey {
  const [project = '', target = ''] = task.split(':')
  const error = key === null ? 'no manifest' : null
  return {
    project,
    target,
    crate: `${project}/Cargo.toml`,
    kind: 'build',
    key,
    digest: null,
    inputs: [],
    error,
  }
}

test.each([
  ['1', '1', []],
  ['1', '2', ['changed']],
  [undefined, '1', ['new']],
  ['1', null, ['unknown']],
  [null, '1', ['unknown']],
  // Both are broken: what would be built, nobody knows.
  [null, null, ['unknown']],
  ['1', undefined, []],
])('a task whose key was %s and is %s is affected: %j', (then, now, why) => {
  const base = then === undefined ? [] : [keyOf('a:build', then)]
  const head = now === undefined ? [] : [keyOf('a:build', now)]
  expect(affectedTasks(base, head).map((task) => task.why)).toEqual(why)
})

test('a crate under another name has new tasks, and the old ones are removed', () => {
  const [base, head] = [[keyOf('old:build', '1')], [keyOf('new:build', '1')]]
  expect(affectedTasks(base, head)).toEqual([
    { project: 'new', target: 'build', kind: 'build', why: 'new', base: null, head: '1' },
  ])
  expect(removedTasks(base, head)).toEqual(['old:build'])
})
