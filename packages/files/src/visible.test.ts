import { expect, test } from 'vitest'
import { messageOf, visible, visibleText } from './visible'

test.each([
  ['plain text', 'Cargo.toml: é → 漢字 “it” 👍', 'Cargo.toml: é → 漢字 “it” 👍'],
  ['a sequence that clears the screen', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['the same in one character of eight bits', 'a\u009b2Jb', 'a\\u009b2Jb'],
  ['what ends a line', 'a\nb\rc\u0085d\u2028e\u2029f', 'a\\nb\\rc\\u0085d\\u2028e\\u2029f'],
  ['a tab, a backspace, DEL, NUL', '\t\b\u007f\0', '\\t\\b\\u007f\\u0000'],
  [
    'marks that turn the direction',
    'a\u202ecod.sr\u202c\u2066b\u2069',
    'a\\u202ecod.sr\\u202c\\u2066b\\u2069',
  ],
  ['marks of direction that are seen by nobody', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
  ['what has no width', 'a\u200bb\u200cc\u200dd\u2060e\ufefff', 'a\\u200bb\\u200cc\\u200dd\\u2060e\\ufefff'],
  ['tags beyond the first plane', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ['half a pair', 'a\ud83db', 'a\\ud83db'],
])('of a name %s is shown and not obeyed', (_, text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('a message keeps its lines and its tabs', () => {
  expect(visibleText('a\r\n\tb\u001b[31m\n\rc')).toBe('a\n\tb\\u001b[31m\n\\rc')
})

test('JSON stays the same JSON', () => {
  const value = { 'n\u009bm\u202e': 'a\nb\u2028\u200d\ud83d👍', '\u{e0041}': '\u001b' }
  expect(JSON.parse(visibleText(`${JSON.stringify(value, null, '\t')}\n`))).toEqual(value)
})

test.each([
  [new Error('a\u001b'), 'a\\u001b'],
  ['b\u009b', 'b\\u009b'],
  [undefined, 'undefined'],
])('what is thrown is said harmlessly', (thrown, said) => {
  expect(messageOf(thrown)).toBe(said)
})
