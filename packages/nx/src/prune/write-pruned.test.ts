import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outputPlace, writePruned } from './write-pruned'

let scratch: string
let root: string
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'write-pruned-')))
  root = join(scratch, 'repository')
  write('repository/a/run.sh', '#!/bin/sh\n')
  chmodSync(join(root, 'a/run.sh'), 0o755)
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

function prune(out: string): void {
  const place = outputPlace(root, join(scratch, out))
  const files = new Map([
    ['a/run.sh', { from: 'repository' as const }],
    ['b/text', { from: 'text' as const, text: 'b' }],
  ])
  writePruned({ root, place, contents: { '': files } })
}

test.each(['out', 'deep/down/out', 'repository/out', 'repository/deep/out'])(
  'into %s, and again, and nothing is left beside it',
  (out) => {
    prune(out)
    write(`${out}/old`, '')
    prune(out)
    expect(readdirSync(join(scratch, out)).sort()).toEqual(['CACHEDIR.TAG', 'a', 'b'])
    expect(statSync(join(scratch, out, 'a/run.sh')).mode & 0o777).toBe(0o755)
    expect(readFileSync(join(scratch, out, 'b/text'), 'utf8')).toBe('b')
    expect(readdirSync(join(scratch, out, '..')).filter((name) => name.startsWith('.'))).toEqual([])
  },
)

test('an empty directory is as good as none', () => {
  mkdirSync(join(scratch, 'out'))
  prune('out')
  expect(existsSync(join(scratch, 'out/b/text'))).toBe(true)
})

test.each([
  ['out', /--out ".*out" holds something that `nx-crane prune` has not written/],
  ['repository', /--out ".*repository" is the repository, or holds it/],
  ['.', /is the repository, or holds it/],
  ['repository/a', /holds something/],
  ['link-to-repository', /is the repository/],
  ['repository/link/out', /link: it is a link to ".*", outside the repository/],
  ['file', /holds something/],
])('%s is refused, and what lies there stays', (out, message) => {
  write('out/mine', 'mine')
  write('file', 'mine')
  mkdirSync(join(scratch, 'elsewhere'))
  symlinkSync(join(scratch, 'elsewhere'), join(root, 'link'))
  symlinkSync(root, join(scratch, 'link-to-repository'))
  const before = readdirSync(scratch).sort()
  expect(() => prune(out)).toThrow(message)
  expect(readdirSync(scratch).sort()).toEqual(before)
  expect(readdirSync(join(scratch, 'elsewhere'))).toEqual([])
  expect(readFileSync(join(scratch, 'out/mine'), 'utf8')).toBe('mine')
  expect(readFileSync(join(root, 'a/run.sh'), 'utf8')).toBe('#!/bin/sh\n')
})

test.each([
  ['repository/.git/part', /is inside Git's own directory/],
  ['repository/a/run.sh/part', /is inside a file/],
  ['repository/a/run.sh/deep/part', /is inside a file/],
])('into %s nothing is written', (out, message) => {
  expect(() => prune(out)).toThrow(message)
  expect(readdirSync(root)).toEqual(['a'])
})

test('a link of the user that leads to the place is followed', () => {
  mkdirSync(join(scratch, 'elsewhere'))
  symlinkSync(join(scratch, 'elsewhere'), join(scratch, 'link'))
  prune('link/out')
  expect(existsSync(join(scratch, 'elsewhere/out/b/text'))).toBe(true)
})

test('a file that has become a link out of the repository is not copied', () => {
  write('secret', 'secret')
  rmSync(join(root, 'a/run.sh'))
  symlinkSync(join(scratch, 'secret'), join(root, 'a/run.sh'))
  expect(() => prune('out')).toThrow(/a\/run\.sh: it is a link to ".*secret", outside the repository/)
  expect(existsSync(join(scratch, 'out'))).toBe(false)
  expect(readdirSync(scratch).sort()).toEqual(['repository', 'secret'])
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true })
  writeFileSync(join(scratch, path), text)
}
