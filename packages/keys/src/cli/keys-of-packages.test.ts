import { expect, test } from 'vitest'
import { COMPILED, type KeyEdit } from '../../test-kit/key-edit'
import { KeyWorkspace } from '../../test-kit/key-workspace'

const FILES: Readonly<Record<string, string>> = {
  '.gitignore': 'made\n',
  'Cargo.toml': '[package]\nname = "all"\nversion = "0.1.0"\nedition = "2021"\nexclude = ["docs", "data"]\n',
  'build.rs': 'const TEXT: &str = "data/named.txt";\nfn main() {}\n',
  'src/lib.rs': '',
  'docs/a.txt': '',
  'data/named.txt': '',
  'other.txt': '',
  'made/x.txt': '',
}
const writes = (path: string) => (it: KeyWorkspace) => it.write(path, 'two')

// each row: what cargo (1.95) runs the build script again for, and what the script may read
test.each<KeyEdit>([
  ['a file of the package', writes('other.txt'), [`all: ${COMPILED}`]],
  ['a file that it excludes', writes('docs/a.txt'), []],
  ['an excluded file that the script names', writes('data/named.txt'), [`all: ${COMPILED}`]],
  ['a file that Git ignores', writes('made/x.txt'), []],
])('a build script that says nothing of what it reads, and %s', (_, edit, changed) => {
  using it = new KeyWorkspace(FILES)
  const before = it.keys()
  edit(it)
  expect(it.changesSince(before)).toEqual(changed)
})

test('what a package includes counts, though Git ignores it, and nothing else', () => {
  using it = new KeyWorkspace(FILES)
  it.replace('Cargo.toml', 'exclude = ["docs", "data"]', 'include = ["src", "made"]')
  const before = it.keys()
  it.write('docs/a.txt', 'two')
  expect(it.changesSince(before)).toEqual([])
  it.write('made/x.txt', 'two')
  expect(it.changesSince(before)).toEqual([`all: ${COMPILED}`])
})
