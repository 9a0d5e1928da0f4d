import { expect, test } from 'vitest'
import { ABOUT_NAMES, comesAlong } from './comes-along'
import { readNixLibrary } from './read-nix-library'

test('names of texts for people are those that the Nix library leaves out', () => {
  const [, list = ''] =
    readNixLibrary()
      .get('lib/crate-files.nix')
      ?.match(/aboutNames = \[([^;]*)\];/) ?? []
  expect([...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual(ABOUT_NAMES)
})

// Each row: whether lib/crate-files.nix takes the file for a build, and for tests.
test.each([
  ['src/lib.rs', true, true],
  ['src/README.md', false, true],
  ['src/notes.MD', true, true],
  ['tests/a.rs', false, true],
  ['tests', false, true],
  ['README', false, false],
  ['readme.txt', false, false],
  ['history.rs', true, true],
  ['HISTORY.rs', false, false],
  ['docs', false, false],
  ['docs/a.txt', false, false],
  ['documents/a.txt', true, true],
  ['package.json', false, false],
  ['Cargo.toml', false, false],
  ['.hidden', false, false],
  ['src/target/a.rs', false, false],
  ['pkg/a.js', false, false],
  ['nested/src/lib.rs', false, false],
])('%s: %s, %s', (path, built, tested) => {
  const directory = { dir: 'a', nestedDirs: ['a/nested'] }
  const taken = (which: 'built' | 'tested') => comesAlong(`a/${path}`, which, directory)
  expect({ built: taken('built'), tested: taken('tested') }).toEqual({ built, tested })
})
