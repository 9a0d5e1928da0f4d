import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { CompilerConfigs } from './compiler-configs'
import { compilerExcludes } from './compiler-excludes'

const json = (value: object) => JSON.stringify(value)
const OTHERS = [
  '*.md',
  '.eslintrc*',
  'eslint.config.*',
  'jest.config.*',
  'tsconfig.spec.json',
  'tsconfig.test.json',
  'vitest.config.*',
]
const LIB = { include: ['src/**/*.ts'], exclude: ['src/**/*.spec.ts', 'dist'] }
const SPECS = ['src/**/*.spec.ts', 'src/**/*.spec.ts/**/*']

test.each<[string, string, Record<string, string>, string[] | null]>([
  [
    'excludes tests',
    'tsc -p tsconfig.lib.json',
    { 'ui/tsconfig.lib.json': json(LIB) },
    [...OTHERS, ...SPECS],
  ],
  [
    'is a bundler’s as well',
    'rm -rf dist && tsc && vite build',
    { 'ui/tsconfig.json': json(LIB) },
    [...OTHERS, ...SPECS],
  ],
  ['includes its tests', 'tsc', { 'ui/tsconfig.json': json({ include: ['src'] }) }, OTHERS],
  [
    'includes all there is',
    'tsc',
    { 'ui/tsconfig.json': json({ exclude: ['**/*.test.ts'] }) },
    ['*.md', '**/*.test.ts', '**/*.test.ts/**/*'],
  ],
  [
    'extends one that excludes',
    'tsc --build',
    {
      'ui/tsconfig.json': '{ // ours\n "extends": "./tsconfig.base.json", "include": ["src"], }',
      'ui/tsconfig.base.json': json({ exclude: ['src/__tests__'] }),
    },
    [...OTHERS, 'src/__tests__', 'src/__tests__/**/*'],
  ],
  [
    'references another package',
    'tsc -b tsconfig.lib.json',
    {
      'ui/tsconfig.lib.json': json({ ...LIB, references: [{ path: '../core' }] }),
      'core/tsconfig.json': '{}',
    },
    [...OTHERS, ...SPECS],
  ],
  [
    'references its tests',
    'tsc -b',
    { 'ui/tsconfig.json': json({ ...LIB, references: [{ path: './tsconfig.spec.json' }] }) },
    null,
  ],
  [
    'extends a package',
    'tsc',
    { 'ui/tsconfig.json': json({ ...LIB, extends: '@acme/tsconfig/base.json' }) },
    null,
  ],
  [
    'extends one that extends it',
    'tsc',
    {
      'ui/tsconfig.json': json({ ...LIB, extends: './tsconfig.base.json' }),
      'ui/tsconfig.base.json': json({ extends: './tsconfig.json' }),
    },
    null,
  ],
  ['is not there', 'tsc', {}, null],
  ['is another program’s', 'swc src -d dist', { 'ui/tsconfig.json': json(LIB) }, null],
  ['is for one of two steps', 'tsc && node post.mjs', { 'ui/tsconfig.json': json(LIB) }, null],
])('a build whose configuration %s', (_, command, files, expected) => {
  const configs = new CompilerConfigs(treeOf({ 'ui/package.json': '{}', ...files }))
  const excludes = compilerExcludes(configs, 'ui', command)
  expect(excludes).toEqual(expected === null ? null : [...expected].sort())
})

test('a configuration that many extend is read once', () => {
  const read: string[] = []
  const tree = treeOf({
    'tsconfig.base.json': json({ exclude: ['**/*.spec.ts'] }),
    'a/tsconfig.json': json({ extends: '../tsconfig.base.json' }),
    'b/tsconfig.json': json({ extends: '../tsconfig.base.json' }),
  })
  const counted = {
    ...tree,
    list: (path: string) => tree.list(path),
    read: (path: string) => {
      read.push(path)
      return tree.read(path)
    },
  }
  const configs = new CompilerConfigs(counted)
  for (const dir of ['a', 'b', 'a']) configs.read(`${dir}/tsconfig.json`)
  expect(read).toEqual(['a/tsconfig.json', 'tsconfig.base.json', 'b/tsconfig.json'])
})
