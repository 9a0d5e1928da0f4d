import { expect, test } from 'vitest'
import { narHash } from './nar-hash'
import { narFile, narTree } from './nar-tree'

test('directories given as a whole and files put into them make one tree, in any order', () => {
  const whole = narTree([
    ['src/a.rs', narFile('a')],
    ['src/bin/b.rs', narFile('b')],
    ['Cargo.lock', narFile('lock')],
  ])
  const source = narTree([['a.rs', narFile('a')]])
  expect(
    narHash(
      narTree([
        ['src', source],
        ['Cargo.lock', narFile('lock')],
        ['src/bin/b.rs', narFile('b')],
      ]),
    ),
  ).toEqual(narHash(whole))
  expect(
    narHash(
      narTree([
        ['src/bin/b.rs', narFile('b')],
        ['src', source],
        ['Cargo.lock', narFile('lock')],
      ]),
    ),
  ).toEqual(narHash(whole))
  expect(narHash(narTree([['', whole]]))).toEqual(narHash(whole))
})

test.each<[string, [string, ReturnType<typeof narFile>][], RegExp]>([
  [
    'a path given twice',
    [
      ['a', narFile('')],
      ['a', narFile('')],
    ],
    /^a: is given twice/,
  ],
  [
    'a file with a file below it',
    [
      ['a/b', narFile('')],
      ['a/b/c', narFile('')],
    ],
    /^a\/b: is given as a file/,
  ],
  [
    'a file for a root',
    [
      ['', narFile('')],
      ['a', narFile('')],
    ],
    /^the root is given as a file/,
  ],
])('%s is refused', (_, nodes, message) => {
  expect(() => narTree(nodes)).toThrow(message)
})

test('a file given and already in a directory given is refused when the archive is made', () => {
  const tree = narTree([
    ['src', narTree([['a.rs', narFile('one')]])],
    ['src/a.rs', narFile('another')],
  ])
  expect(() => narHash(tree)).toThrow(/^src\/a\.rs: the name is there twice/)
})
