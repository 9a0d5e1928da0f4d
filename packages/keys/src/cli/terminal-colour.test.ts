import { expect, test } from 'vitest'
import { withoutColour } from './terminal-colour'

test.each([
  [
    'what cargo and rustc print',
    '\u001b[1m\u001b[92m   Compiling\u001b[0m a v0.1.0',
    '   Compiling a v0.1.0',
  ],
  ['what a test executable prints by terminfo', 'test a ... \u001b[32mok\u001b(B\u001b[m', 'test a ... ok'],
  [
    'links',
    '\u001b]8;;https://a.example\u001b\\E0308\u001b]8;;\u001b\\ and \u001b]8;;https://b.example\u0007b\u001b]8;;\u0007',
    'E0308 and b',
  ],
  ['text with brackets', 'a[0] (B) ]8;;', 'a[0] (B) ]8;;'],
])('%s is shown without colours', (_, text, plain) => {
  expect(withoutColour(text)).toBe(plain)
})
