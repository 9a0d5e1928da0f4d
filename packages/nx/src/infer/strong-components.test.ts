import { expect, test } from 'vitest'
import { strongComponents } from './strong-components'

test.each<[string, [string, string][], string[]]>([
  ['a chain', ['ab', 'bc'].map(pair), ['a', 'b', 'c']],
  ['a circle', ['ab', 'bc', 'ca', 'cd'].map(pair), ['abc', 'd']],
  ['two circles, one of which leads to the other', ['ab', 'ba', 'bc', 'cd', 'dc'].map(pair), ['ab', 'cd']],
  ['an edge to itself', ['aa', 'ab'].map(pair), ['a', 'b']],
])('%s', (_, edges, expected) => {
  const component = strongComponents(edges)
  const groups = new Map<string, string>()
  for (const node of [...new Set(edges.flat())].sort()) {
    groups.set(component(node), (groups.get(component(node)) ?? '') + node)
  }
  expect([...groups.values()].sort()).toEqual(expected)
})

test('a node without edges is alone', () => expect(strongComponents([])('a')).toBe('a'))

function pair(text: string): [string, string] {
  return [text.charAt(0), text.charAt(1)]
}
