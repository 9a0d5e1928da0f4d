import { dirname } from 'node:path'
import { FileStats, firstChange, type Observation } from '@nx-crane/files'
import { expect, test } from 'vitest'
import { moduleSpecifiers } from './imports/module-specifiers'
import { readSourceTree } from './read-source-tree'
import { RecordedTree, type TreeQuestion, treeDisk } from './recorded-tree'
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
  expect(changeIn(treeOf(reversed), NOWHERE, observationsOf(FILES))).toBeUndefined()
})

// each row changes one answer
test.each<[string, string, Record<string, string>, string[]]>([
  ['a text', 'text Cargo.toml', { ...FILES, 'Cargo.toml': '[workspace]' }, []],
  [
    'a file that is not there any more',
    'text Cargo.toml',
    { 'src/lib.rs': '', 'web/page.ts': FILES['web/page.ts'] },
    [],
  ],
  ['a further file in a directory', 'listing src', { ...FILES, 'src/main.rs': '' }, []],
  ['an import', 'imports web/page.ts', { ...FILES, 'web/page.ts': "import '@acme/map'" }, []],
  ['a directory that is a link now', 'link vendor', FILES, ['vendor']],
  ['a file that was absent', 'text Cargo.lock', { ...FILES, 'Cargo.lock': '' }, []],
])('%s is noticed', (_what, place, files, links) => {
  expect(changeIn(treeOf(files, links), NOWHERE, observationsOf(FILES))).toBe(place)
})

test('what a source says besides its imports does not count', () => {
  const edited = treeOf({ ...FILES, 'web/page.ts': "import '@acme/chart'\nexport const page = 1\n" })
  expect(changeIn(edited, NOWHERE, observationsOf(FILES))).toBeUndefined()
})

test('what has the stamp it had is not asked again', () => {
  const root = dirname(require.resolve('typescript/package.json')) // installed long ago, and without links
  const recorded = new RecordedTree(readSourceTree(root))
  recorded.read('package.json')
  recorded.list('')
  recorded.isLink('package.json')
  const observations = recorded.observations(root)
  expect(observations.map(([kind, path]) => [kind, path])).toEqual([
    ['text', 'package.json'],
    ['listing', ''],
  ])
  const asked: string[] = []
  const silent = {
    read: (path: string) => void asked.push(path),
    list: (path: string) => void asked.push(path),
  }
  expect(changeIn(silent, root, observations)).toBeUndefined()
  expect(asked).toEqual([])
  const moved = observations.map(([kind, path, , answer]): Question => [kind, path, 'another stamp', answer])
  expect(changeIn(silent, root, moved)).toBe('text package.json')
  expect(asked).toEqual(['package.json'])
})

type Question = Observation<TreeQuestion>

/** What is no more as it was, first. */
function changeIn(tree: SourceTree, root: string, observations: readonly Question[]): string | undefined {
  return firstChange(observations, treeDisk(tree, new FileStats(root)))
    ?.slice(0, 2)
    .join(' ')
}

function observationsOf(files: Readonly<Record<string, string>>): Question[] {
  const recorded = new RecordedTree(treeOf(files))
  recorded.read('Cargo.toml')
  recorded.read('Cargo.lock')
  recorded.list('src')
  recorded.imports('web/page.ts', moduleSpecifiers)
  recorded.isLink('vendor')
  return recorded.observations(NOWHERE)
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
