import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdDirectory, realPlace } from './held-directory'
import { removePath } from './remove-path'
import { replaceFile } from './replace-file'

let home: string
let root: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-files-')))
  root = join(home, 'repository')
  mkdirSync(join(root, 'inside'), { recursive: true })
  mkdirSync(join(home, 'outside'))
  writeFileSync(join(home, 'outside/precious'), 'precious')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const outside = () =>
  readdirSync(join(home, 'outside')).map((name) => [name, readFileSync(join(home, 'outside', name), 'utf8')])

const ways: readonly (readonly [string, () => string])[] = [
  ['a relative link', () => link('../outside', 'out')],
  ['an absolute link', () => link(join(home, 'outside'), 'out')],
  [
    'a link through one that stays inside',
    () => {
      link('out', 'through')
      link('../outside', 'out')
      return 'through'
    },
  ],
  ['a link in a directory below', () => link('../../outside', 'inside/out')],
  [
    'a link to the directory that holds the repository',
    () => {
      link('..', 'up')
      return 'up/outside'
    },
  ],
]

test.each(ways)('%s out of the repository stops a write, a removal and a look', (_, make) => {
  const way = make()
  for (const path of [`${way}/precious`, `${way}/new/deep`]) {
    const place = { root, path }
    const error = expect.objectContaining({ code: 'LINK_LEAVES_REPOSITORY' })
    expect(() => replaceFile(place, 'changed')).toThrow(error)
    expect(() => removePath(place)).toThrow(error)
    expect(() => realPlace(place)).toThrow(error)
    expect(() => holdDirectory({ root, path: way }, { make: true })).toThrow(error)
  }
  expect(outside()).toEqual([['precious', 'precious']])
})

test('the error names the link', () => {
  const way = link('../../outside', 'inside/out')
  expect(() => replaceFile({ root, path: `${way}/a/b` }, '')).toThrow(
    `inside/out: it is a link to "../../outside", outside the repository, and nothing outside is written, deleted or copied\n  remove the link: rm -- ${join(root, 'inside/out')}`,
  )
})

test('a link that leads nowhere is not written through', () => {
  link('../outside/absent', 'nowhere')
  expect(() => replaceFile({ root, path: 'nowhere/file' }, '')).toThrow(/does not exist/)
  expect(outside()).toHaveLength(1)
})

test('a link in the place of a file is replaced, and removed, not followed', () => {
  link('../outside/precious', 'file')
  replaceFile({ root, path: 'file' }, 'mine')
  expect(readFileSync(join(root, 'file'), 'utf8')).toBe('mine')
  link('../outside', 'gone')
  removePath({ root, path: 'gone' })
  expect(readdirSync(root).sort()).toEqual(['file', 'inside'])
  expect(outside()).toEqual([['precious', 'precious']])
})

test('links inside the repository are followed, and so are those that lead to it', () => {
  link('inside', 'also')
  symlinkSync(root, join(home, 'alias'))
  replaceFile({ root: join(home, 'alias'), path: 'also/deep/file' }, 'text')
  expect(readFileSync(join(root, 'inside/deep/file'), 'utf8')).toBe('text')
  expect(realPlace({ root, path: 'also/deep/file' })).toBe(join(root, 'inside/deep/file'))
})

test.each(['../outside/precious', '/etc/passwd', 'inside/../../outside/precious'])(
  'the path %s is refused',
  (path) => {
    expect(() => replaceFile({ root, path }, '')).toThrow(
      expect.objectContaining({ code: 'PATH_LEAVES_REPOSITORY' }),
    )
  },
)

test.runIf(process.platform === 'linux')('a directory that is held stays the one it was', () => {
  using directory = holdDirectory({ root, path: 'inside' })
  renameSync(join(root, 'inside'), join(root, 'moved'))
  link('../outside', 'inside')
  writeFileSync(directory.at('file'), 'text')
  expect(readFileSync(join(root, 'moved/file'), 'utf8')).toBe('text')
  expect(outside()).toHaveLength(1)
})

function link(target: string, path: string): string {
  symlinkSync(target, join(root, path))
  return path
}
