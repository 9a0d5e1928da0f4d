import { expect, test } from 'vitest'
import { removeJson } from './remove-json'

test.each<[string, string, (string | number)[], string]>([
  ['the first of several', '{\n  "a": 1,\n  "b": [ 2 ]\n}\n', ['a'], '{\n  "b": [ 2 ]\n}\n'],
  [
    'one in the middle',
    '{\n  "a": 1, // one\n  "b": {\n  },\n  "c": 3\n}',
    ['b'],
    '{\n  "a": 1, // one\n  "c": 3\n}',
  ],
  ['the last', '{\n  "a": 1, // one\n  "b": 2\n}\n', ['b'], '{\n  "a": 1 // one\n}\n'],
  ['the last with a comma', '{\n  "a": 1,\n  "b": 2,\n}\n', ['b'], '{\n  "a": 1,\n}\n'],
  ['the only one', '{\n  "a": 1\n}\n', ['a'], '{\n}\n'],
  ['in a line with others', '{ "a": 1, "b": 2, "c": 3 }', ['b'], '{ "a": 1, "c": 3 }'],
  ['the last in a line', '{ "a": 1, "b": 2 }', ['b'], '{ "a": 1 }'],
  ['in a list', '{ "a": ["x", "y", "z"] }', ['a', 1], '{ "a": ["x", "z"] }'],
  ['the last in a list', '{ "a": ["x", "y"] }', ['a', 1], '{ "a": ["x"] }'],
  ['with the lines of Windows', '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', ['a'], '{\r\n  "b": 2\r\n}\r\n'],
  ['what is not there', '{ "a": 1 }', ['b'], '{ "a": 1 }'],
])('%s', (_, text, path, expected) => {
  expect(removeJson(text, path)).toBe(expected)
})
