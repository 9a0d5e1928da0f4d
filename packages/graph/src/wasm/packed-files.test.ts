import { expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import type { SourceTree } from '../source-tree'
import { packedFiles } from './packed-files'

const FILES = [
  'Cargo.toml',
  'README.md',
  'LICENSE-MIT',
  'src/lib.rs',
  'index.js',
  'index.d.ts',
  'helpers/a.js',
  'helpers/b.txt',
  'pkg/chart.js',
  'dist/built.js',
  'node_modules/x/index.js',
  '.npmrc',
]
const ALWAYS = ['LICENSE-MIT', 'README.md', 'package.json']

test.each<[string, Record<string, unknown>, string[]]>([
  ['only the build', { files: ['pkg'], main: 'pkg/chart.js' }, []],
  ['an entry point that `files` leaves out', { files: ['pkg'], main: './index.js' }, ['index.js']],
  ['a directory', { files: ['helpers/'] }, ['helpers/a.js', 'helpers/b.txt']],
  ['a glob', { files: ['helpers/*.js', 'index.*'] }, ['helpers/a.js', 'index.d.ts', 'index.js']],
  ['a path that leaves the crate', { files: ['../other'] }, []],
  ['no list', { main: 'index.js' }, ['helpers/a.js', 'helpers/b.txt', 'index.d.ts', 'index.js']],
])('%s', (_, manifest, expected) => {
  for (const dir of ['', 'crates/chart']) {
    const found = packedFiles(dir, { tree: packageTree(dir, manifest), written: ['pkg'] })
    expect(found).toEqual([...expected, ...ALWAYS].sort())
  }
})

function packageTree(dir: string, manifest: Record<string, unknown>): SourceTree {
  const prefix = dir === '' ? '' : `${dir}/`
  const files = new Map([...FILES, 'package.json'].map((file) => [prefix + file, '']))
  files.set(`${prefix}package.json`, JSON.stringify({ name: 'chart', ...manifest }))
  return treeOf(Object.fromEntries(files))
}
