import { expect, test } from 'vitest'
import { compareBytes } from './byte-order'

test('texts are in the order of their bytes, also above U+FFFF', () => {
  const texts = ['😀', '～', '\ue000', 'é', 'z', 'Z', '', 'z😀', 'z～', '𐍈']
  const expected = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect([...texts].sort(compareBytes)).toEqual(expected)
  expect([...texts].sort()).not.toEqual(expected)
  expect(compareBytes('é', 'é')).toBe(0)
})
