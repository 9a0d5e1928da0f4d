import { spawnSync } from 'node:child_process'
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
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdDirectory } from './held-directory'
import { lockPlace } from './lock'
import { replaceFile } from './replace-file'
import { makeStagingFor } from './staging'
import { isTemporaryName, removeAbandoned, temporaryName } from './temporary'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-files-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a file is made with its directory, and replaced', () => {
  replaceFile({ root, path: 'a/b/c' }, 'one')
  replaceFile({ root, path: 'a/b/c' }, Buffer.from('two'))
  expect(readFileSync(join(root, 'a/b/c'), 'utf8')).toBe('two')
  expect(readdirSync(join(root, 'a/b'))).toEqual(['c'])
})

test('a new file has the permissions that the user’s mask gives, or those that are asked for', () => {
  writeFileSync(join(root, 'usual'), '')
  replaceFile({ root, path: 'ours' }, '')
  replaceFile({ root, path: 'program' }, '', { mode: 0o755 })
  const mode = (name: string) => statSync(join(root, name)).mode & 0o777
  expect(mode('ours')).toBe(mode('usual'))
  expect(mode('program')).toBe(0o755)
})

test('where a directory is in the place nothing is lost and nothing stays behind', () => {
  mkdirSync(join(root, 'a/full'), { recursive: true })
  writeFileSync(join(root, 'a/full/file'), 'text')
  expect(() => replaceFile({ root, path: 'a/full' }, 'x')).toThrow()
  expect(readdirSync(join(root, 'a'))).toEqual(['full'])
  expect(readFileSync(join(root, 'a/full/file'), 'utf8')).toBe('text')
})

test('with node_modules, files are made there and appear complete', () => {
  mkdirSync(join(root, 'node_modules'))
  replaceFile({ root, path: 'nix/flake.nix' }, 'text')
  expect(readdirSync(root).sort()).toEqual(['nix', 'node_modules'])
  expect(existsSync(join(root, 'node_modules/.cache/nx-crane/tmp'))).toBe(true)
})

test('where node_modules leads out of the repository nothing is written there', () => {
  mkdirSync(join(root, 'shared'))
  mkdirSync(join(root, 'checkout'))
  symlinkSync('../shared', join(root, 'checkout/node_modules'))
  replaceFile({ root: join(root, 'checkout'), path: 'file' }, 'text')
  expect(readdirSync(join(root, 'shared'))).toEqual([])
})

test('what killed processes left goes; what may still be written stays', () => {
  const ended = nameOfEndedProcess()
  const elsewhere = '.nx-crane-00000000-1-1-abc.tmp'
  const old = '.nx-crane-00000000-1-1-def.tmp'
  const own = temporaryName()
  for (const name of [ended, elsewhere, old, own, '.nx-crane-notes', 'file.tmp'])
    writeFileSync(join(root, name), '')
  mkdirSync(join(root, `${ended.slice(0, -4)}d.tmp`))
  utimesSync(join(root, old), 1000, 1000)
  using directory = holdDirectory({ root, path: '' })
  removeAbandoned(directory)
  expect(readdirSync(root).sort()).toEqual([elsewhere, own, '.nx-crane-notes', 'file.tmp'].sort())
})

test('no two temporary names are the same', () => {
  const names = Array.from({ length: 1000 }, temporaryName)
  expect(new Set(names).size).toBe(1000)
  expect(names.every(isTemporaryName)).toBe(true)
})

/** Taken from a process that has really run. */
function nameOfEndedProcess(): string {
  const program = `import { temporaryName } from ${JSON.stringify(join(__dirname, 'temporary.ts'))}\nconsole.log(temporaryName())`
  writeFileSync(join(root, 'name.mts'), program)
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'name.mts')], {
    encoding: 'utf8',
    cwd: __dirname,
  })
  rmSync(join(root, 'name.mts'))
  expect(stderr).toBe('')
  return stdout.trim()
}

test('what the disk refuses names the file', () => {
  writeFileSync(join(root, 'file'), '')
  expect(() => replaceFile({ root, path: 'file/below' }, '')).toThrow(
    'file: it is not a directory, but something has to be written in it',
  )
  mkdirSync(join(root, 'full/file'), { recursive: true })
  expect(() => replaceFile({ root, path: 'full' }, '')).toThrow(
    'full: it cannot be written: a directory is in its place\n  remove the directory and run again',
  )
})

test.runIf(process.getuid?.() === 0)('where state cannot be kept, files are still written', () => {
  mkdirSync(join(root, 'node_modules'), { mode: 0o555 })
  chmodSync(root, 0o777)
  const before = process.geteuid?.() ?? 0
  process.seteuid?.('nobody')
  try {
    replaceFile({ root, path: 'dist/file' }, 'text')
    lockPlace({ root, path: 'dist' })[Symbol.dispose]()
    makeStagingFor({ root, path: 'dist/pages' })[Symbol.dispose]()
  } finally {
    process.seteuid?.(before)
  }
  expect(readFileSync(join(root, 'dist/file'), 'utf8')).toBe('text')
  expect(readdirSync(join(root, 'dist'))).toEqual(['file'])
})
