import { expect, test } from 'vitest'
import { shellCommands } from './shell-commands'

// each row: what `sh -c` runs, `printf '[%s]'` in place of each program
test.each<[string, string[][]]>([
  ['a b', [['a', 'b']]],
  ['a \'b c\' "d e" f\\ g', [['a', 'b c', 'd e', 'f g']]],
  ['a --x="y z"', [['a', '--x=y z']]],
  ['a && b; c | d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['(a && b) || c', [['a'], ['b'], ['c']]],
  ['X=1 Y="2 3" a b', [['a', 'b']]],
  ['cross-env X=1 a', [['a']]],
  ["a 'b && c'", [['a', 'b && c']]],
  ['a "b', [['a', 'b']]],
  ['X=1', []],
  ['  ', []],
])('%s', (script, expected) => {
  expect(shellCommands(script).map(({ words }) => words)).toEqual(expected)
})

test('what follows && is run where the command before has gone', () => {
  expect(shellCommands('cd a && b; c || d').map(({ follows }) => follows)).toEqual([false, true, true, false])
})

test('long hostile text ends', () => {
  expect(shellCommands(`${'"'.repeat(50_000)}${'\\'.repeat(50_001)}`)).toHaveLength(1)
})
