import { expect, test } from 'vitest'
import { treeOf } from '../test-kit/files-tree'
import { crateContents, isOfCrate } from './crate-contents'

// Each row: whether the file counts for a build, for tests, and at all. `npm run check:nix` compares this with Nix's list.
const ROWS: readonly (readonly [path: string, built: boolean, tested: boolean, all: boolean])[] = [
  ['src/lib.rs', true, true, true],
  ['src/README.md', false, true, true],
  ['src/notes.MD', false, true, true],
  ['src/guide.md/lib.rs', true, true, true],
  ['tests/a.rs', false, true, true],
  ['benches/a.rs', false, true, true],
  ['examples/data.json', false, true, true],
  ['src/tests/a.rs', true, true, true],
  ['README', false, false, true],
  ['readme.txt', false, false, true],
  ['ReadMe.markdown', false, false, true],
  ['Licence', false, false, true],
  ['contributing-guide', false, false, true],
  ['history.rs', true, true, true],
  ['security/keys.pem', true, true, true],
  ['LICENSE.d/mit', true, true, true],
  ['docs/a.txt', false, false, true],
  ['DOC/a.txt', false, false, true],
  ['documents/a.txt', true, true, true],
  ['package.json', false, false, true],
  ['src/package.json', true, true, true],
  ['Cargo.toml', false, false, false],
  ['src/Cargo.toml', true, true, true],
  ['.hidden/a.rs', false, false, false],
  ['src/target/a.rs', false, false, false],
  ['pkg/a.js', false, false, false],
  ['src/pkg/a.js', true, true, true],
  ['dist/cargo/a', false, false, false],
  ['dist/a', true, true, true],
  ['cache/CACHEDIR.TAG', false, false, false],
  ['nested/src/lib.rs', false, false, false],
]

test.each(['a', ''])('which files of a crate in %j count', (dir) => {
  const place = (path: string) => (dir === '' ? path : `${dir}/${path}`)
  const tree = treeOf(Object.fromEntries(ROWS.map(([path]) => [place(path), ''])))
  const crate = { dir, list: tree.list, isOther: (path: string) => path === place('nested') }
  // Beside a root crate a directory with a package.json is another project.
  const rows = dir === '' ? ROWS.filter(([path]) => !path.startsWith('src/')) : ROWS
  for (const [index, which] of (['built', 'tested', 'all'] as const).entries()) {
    const expected = rows.filter((row) => row[index + 1]).map(([path]) => place(path))
    expect(crateContents(crate, which)).toEqual(expected.sort())
    for (const [path] of ROWS)
      expect([path, isOfCrate(place(path), crate, which)]).toEqual([path, expected.includes(place(path))])
  }
})

test('a file elsewhere is not of the crate', () => {
  const crate = { dir: 'a', list: () => undefined, isOther: () => false }
  expect(['a', 'ab/src/lib.rs', 'src/lib.rs'].filter((path) => isOfCrate(path, crate, 'all'))).toEqual([])
})
