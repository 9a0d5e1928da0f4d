import { type EntryKind, type SourceTree, wasmImports } from '@nx-crane/cargo'
import { expect, test } from 'vitest'
import { askAgain, RecordedTree } from './recorded-tree'

const FILES = {
  'Cargo.toml': '[package]',
  'src/lib.rs': '',
  'web/page.ts': "import '@acme/chart'",
}

test('the same answers have the same digest, in whichever order a directory lists its entries', () => {
  const recorded = new RecordedTree(treeOf(FILES))
  askEverything(recorded)
  const reversed = Object.fromEntries(Object.entries(FILES).reverse())
  expect(askAgain(treeOf(reversed), recorded.questions, wasmImports)).toBe(recorded.digest())
})

// each row changes one answer
test.each([
  ['a text', { ...FILES, 'Cargo.toml': '[workspace]' }, []],
  ['a file that is not there any more', { 'src/lib.rs': '', 'web/page.ts': FILES['web/page.ts'] }, []],
  ['a further file in a directory', { ...FILES, 'src/main.rs': '' }, []],
  ['an import', { ...FILES, 'web/page.ts': "import '@acme/map'" }, []],
  ['a directory that is a link now', FILES, ['src']],
  ['a file that was absent', { ...FILES, 'Cargo.lock': '' }, []],
])('%s changes the digest', (_what, files, links) => {
  const recorded = new RecordedTree(treeOf(FILES))
  askEverything(recorded)
  expect(askAgain(treeOf(files, links), recorded.questions, wasmImports)).not.toBe(recorded.digest())
})

test('what a source says besides its imports does not count', () => {
  const recorded = new RecordedTree(treeOf(FILES))
  askEverything(recorded)
  const edited = treeOf({ ...FILES, 'web/page.ts': "import '@acme/chart'\nexport const page = 1\n" })
  expect(askAgain(edited, recorded.questions, wasmImports)).toBe(recorded.digest())
})

function askEverything(tree: SourceTree): void {
  tree.read('Cargo.toml')
  tree.read('Cargo.lock')
  tree.list('src')
  tree.imports?.('web/page.ts', wasmImports)
  tree.isLink?.('src')
}

/** A tree in memory, listing what lies directly in a directory. */
function treeOf(files: Readonly<Record<string, string>>, links: readonly string[] = []): SourceTree {
  return {
    read: (path) => files[path],
    list: (path) => {
      const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`))
      return new Map(below.map((file): [string, EntryKind] => [file.slice(path.length + 1), 'file']))
    },
    isLink: (path) => links.includes(path),
  }
}
