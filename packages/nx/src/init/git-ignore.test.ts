import { describe, expect, test } from 'vitest'
import { planGitIgnore } from './git-ignore'

const written = [
  { dir: 'target', line: 'target/' },
  { dir: 'crates/x/dist', line: 'dist/' },
  { dir: 'crates/x/pkg', line: 'pkg/' },
]
const plan = (files: Record<string, string>) => planGitIgnore((path) => files[path], written)

describe('lines that are missing are added', () => {
  test.each([
    ['to no file', {}, 'dist/\npkg/\ntarget/\n'],
    [
      'to a file without a last line end',
      { '.gitignore': 'node_modules' },
      'node_modules\ndist/\npkg/\ntarget/\n',
    ],
    ['in the file’s own line ends', { '.gitignore': '/target\r\n' }, '/target\r\ndist/\r\npkg/\r\n'],
    [
      'where a rule is for another directory',
      { '.gitignore': '/dist\ntarget\n' },
      '/dist\ntarget\ndist/\npkg/\n',
    ],
  ])('%s', (_case, files, text) => {
    expect(plan(files).files).toEqual([{ path: '.gitignore', text }])
  })
})

test.each([
  ['the plain names', { '.gitignore': 'target\ndist\npkg\n' }],
  ['globs', { '.gitignore': '**/target/\n**/dist/**\n**/pkg/*\n' }],
  ['a crate’s own file', { '.gitignore': '/target\ndist/\n', 'crates/x/.gitignore': '/pkg\n' }],
])('what %s ignore needs no line', (_case, files) => {
  expect(plan(files)).toEqual({ files: [], notes: [] })
})
