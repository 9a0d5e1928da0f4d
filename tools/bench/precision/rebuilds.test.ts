import { expect, test } from 'vitest'
import { rebuildsOf } from './rebuilds'

const before = { app: 'a1', engine: 'e1', page: 'p1', windows: 'w1' }
const changes = { must: new Set(['app', 'engine']), may: new Set(['windows']) }

test.each([
  ['all that is due and no more', { app: 'a2', engine: 'e2' }, { needless: [], missing: [] }],
  ['either is right', { app: 'a2', engine: 'e2', windows: 'w2' }, { needless: [], missing: [] }],
  ['one more', { app: 'a2', engine: 'e2', page: 'p2' }, { needless: ['page'], missing: [] }],
  ['one less', { app: 'a2' }, { needless: [], missing: ['engine'] }],
  ['nothing right', { page: 'p2' }, { needless: ['page'], missing: ['app', 'engine'] }],
])('%s', (_, moved, expected) => {
  expect(rebuildsOf(changes, { before, after: { ...before, ...moved } })).toEqual({ due: 2, ...expected })
})

test('a task that is gone does not come from the cache', () => {
  const { page: _, ...after } = before
  expect(rebuildsOf({ must: new Set(['page']), may: new Set() }, { before, after }).missing).toEqual([])
})

test('projects without a build are not counted', () => {
  const nowhere = { must: new Set(['elsewhere']), may: new Set<string>() }
  expect(rebuildsOf(nowhere, { before, after: before })).toEqual({ due: 0, needless: [], missing: [] })
})
