import { expect, test } from 'vitest'
import { compareSources } from './source-order'

// The order of `SourceKind` and `GitReference` in Cargo's sources, which its locks must keep.
test('sources order as Cargo orders them', () => {
  const ordered = [
    null,
    'registry+https://a',
    'registry+https://b',
    'sparse+https://a',
    'git+https://b?tag=v1#0',
    'git+https://a?branch=a#0',
    'git+https://b?branch=a#0',
    'git+https://a?branch=b#0',
    'git+https://a?rev=a#0',
    'git+https://a#0',
    'git+https://b#0',
  ]
  expect(ordered.toReversed().sort(compareSources)).toEqual(ordered)
})
