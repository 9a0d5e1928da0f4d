import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { moduleSpecifiers } from './imports/module-specifiers'
import { readSourceTree } from './read-source-tree'
import { type Answer, RecordedTree, stillAnswers } from './recorded-tree'
import type { EntryKind, SourceTree } from './source-tree'

const FILES = {
  'Cargo.toml': '[package]',
  'src/lib.rs': '',
  'web/page.ts': "import '@acme/chart'",
}
/** Nothing lies there, so that no stamp says anything and every question is asked again. */
const NOWHERE = '/nowhere/at/all'

test('the same answers are recognised, in whichever order a directory lists its entries', () => {
  const reversed = Object.fromEntries(Object.entries(FILES).reverse())
  expect(stillAnswers(treeOf(reversed), NOWHERE, answersOf(FILES))).toBe(true)
})

// each row changes one answer
test.each<[string, Record<string, string>, string[]]>([
  ['a text', { ...FILES, 'Cargo.toml': '[workspace]' }, []],
  ['a file that is not there any more', { 'src/lib.rs': '', 'web/page.ts': FILES['web/page.ts'] }, []],
  ['a further file in a directory', { ...FILES, 'src/main.rs': '' }, []],
  ['an import', { ...FILES, 'web/page.ts': "import '@acme/map'" }, []],
  ['a directory that is a link now', FILES, ['vendor']],
  ['a file that was absent', { ...FILES, 'Cargo.lock': '' }, []],
])('%s is noticed', (_what, files, links) => {
  expect(stillAnswers(treeOf(files, links), NOWHERE, answersOf(FILES))).toBe(false)
})

test('what a source says besides its imports does not count', () => {
  const edited = treeOf({ ...FILES, 'web/page.ts': "import '@acme/chart'\nexport const page = 1\n" })
  expect(stillAnswers(edited, NOWHERE, answersOf(FILES))).toBe(true)
})

test('what has the stamp it had is not asked again', () => {
  const root = dirname(require.resolve('typescript/package.json')) // installed long ago, and without links
  const recorded = new RecordedTree(readSourceTree(root))
  recorded.read('package.json')
  recorded.list('')
  recorded.isLink('package.json')
  const answers = recorded.answers(root)
  expect(answers.map(([kind, path]) => [kind, path])).toEqual([
    ['text', 'package.json'],
    ['listing', ''],
  ])
  const asked: string[] = []
  const silent = {
    read: (path: string) => void asked.push(path),
    list: (path: string) => void asked.push(path),
  }
  expect(stillAnswers(silent, root, answers)).toBe(true)
  expect(asked).toEqual([])
  const moved = answers.map(([kind, path, answer]): Answer => [kind, path, answer, 'another stamp'])
  expect(stillAnswers(silent, root, moved)).toBe(false)
  expect(asked).toEqual(['package.json'])
})

function answersOf(files: Readonly<Record<string, string>>): Answer[] {
  const recorded = new RecordedTree(treeOf(files))
  recorded.read('Cargo.toml')
  recorded.read('Cargo.lock')
  recorded.list('src')
  recorded.imports('web/page.ts', moduleSpecifiers)
  recorded.isLink('vendor')
  return recorded.answers(NOWHERE)
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
