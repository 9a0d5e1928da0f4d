import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { repositoryRoot } from './repository-root'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-root-')))
  mkdirSync(join(top, 'repository'))
  symlinkSync('repository', join(top, 'link'))
  writeFileSync(join(top, 'file'), '')
})
afterEach(() => rmSync(top, { recursive: true }))

test('a directory is the same by whatever path it is named', () => {
  for (const named of ['repository', 'link', 'repository/.'])
    expect(repositoryRoot(join(relative(process.cwd(), top), named))).toBe(join(top, 'repository'))
})

test.each(['file', 'none'])('%s is no directory', (name) => {
  expect(() => repositoryRoot(join(top, name))).toThrow('is not a directory')
})
