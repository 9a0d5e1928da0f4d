import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeUserFiles } from './write-user-files'

let home: string
let root: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nx-crane-user-'))
  root = join(home, 'repository')
  mkdirSync(join(root, 'inside'), { recursive: true })
  mkdirSync(join(home, 'outside'))
  writeFileSync(join(home, 'outside/nx.json'), 'precious')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each([
  ['nx.json', '../outside/nx.json'],
  ['nix', '../outside'],
])('where %s is a link to %s nothing is begun', (link, target) => {
  symlinkSync(target, join(root, link))
  const written = [
    { path: 'first', text: '' },
    { path: link === 'nix' ? 'nix/nx.json' : link, text: 'mine' },
  ]
  expect(() => writeUserFiles(root, { written })).toThrow(`${link}: it is a link to "${target}"`)
  expect(readdirSync(root).sort()).toEqual([link, 'inside'].sort())
  expect(readFileSync(join(home, 'outside/nx.json'), 'utf8')).toBe('precious')
  expect(() =>
    writeUserFiles(root, { written: [], removed: [link === 'nix' ? 'nix/nx.json' : link] }),
  ).toThrow()
  expect(readdirSync(join(home, 'outside'))).toEqual(['nx.json'])
})

test('a link inside the repository stays one, and a file keeps its permissions', () => {
  writeFileSync(join(root, 'inside/file'), 'old', { mode: 0o600 })
  symlinkSync('inside/file', join(root, 'link'))
  writeUserFiles(root, { written: [{ path: 'link', text: 'new' }] })
  expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(root, 'inside/file'), 'utf8')).toBe('new')
  expect(statSync(join(root, 'inside/file')).mode & 0o777).toBe(0o600)
})
