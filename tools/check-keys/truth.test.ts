import { expect, test } from 'vitest'
import { type TrueEdge, Truth } from './truth'

const edge = (from: string, to: string, applies: TrueEdge['applies'] = 'always') => ({ from, to, applies })
const truth = new Truth(
  [
    edge('app', 'engine'),
    edge('engine', 'base'),
    edge('tool', 'base', 'never'),
    edge('page', 'module'),
    edge('module', 'engine', 'host'),
    edge('module', 'shapes'),
    edge('program', 'module', 'host'),
  ],
  ['module', 'page'],
)

test.each([
  ['base', ['base', 'engine', 'app', 'program', 'tool?', 'module?', 'page?']],
  ['shapes', ['shapes', 'module', 'page', 'program']],
  ['app', ['app']],
])(
  'a change of %s reaches what is built from it, and perhaps what other platforms build',
  (seed, expected) => {
    const { must, may } = truth.from([seed])
    const found = [...must, ...[...may].map((name) => `${name}?`)]
    expect(found.sort()).toEqual([...expected].sort())
  },
)

test('what cargo compiles again for the same bytes is tolerated everywhere', () => {
  expect(truth.perhapsFrom(['shapes'])).toEqual({
    must: new Set(),
    may: new Set(['shapes', 'module', 'page', 'program']),
  })
})
