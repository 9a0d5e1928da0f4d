import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stop-at-write-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Writes four times: open, write through the descriptor, rename; a promise last. */
const PROGRAM = `
  const fs = require('node:fs')
  fs.readdirSync('.')
  const file = fs.openSync('a', 'wx')
  fs.writeFileSync(file, '12345678')
  fs.closeSync(file)
  fs.renameSync('a', 'b')
  fs.promises.writeFile('c', '12345678').then(() => console.log('done'))
`

function run(mode: string, at: number) {
  const log = join(tmpdir(), `stop-at-write-${process.pid}.log`)
  rmSync(log, { force: true })
  const result = spawnSync(process.execPath, ['-e', PROGRAM], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${join(__dirname, 'stop-at-write.cjs')}`,
      FAULT_MODE: mode,
      FAULT_AT: String(at),
      FAULT_LOG: log,
      FAULT_ROOTS: root,
    },
  })
  rmSync(log, { force: true })
  const files = readdirSync(root).map((name) => `${name}=${readFileSync(join(root, name), 'utf8')}`)
  return { signal: result.signal, stdout: result.stdout, stderr: result.stderr, files }
}

test.each([
  ['before', 1, []],
  ['after', 1, ['a=']],
  ['before', 2, ['a=']],
  ['half', 2, ['a=1234']],
  ['after', 2, ['a=12345678']],
  ['before', 3, ['a=12345678']],
  ['after', 3, ['b=12345678']],
  ['half', 4, ['b=12345678', 'c=1234']],
])('ended %s write %i there is %j', (mode, at, expected) => {
  const { signal, files } = run(mode, at)
  expect([signal, files]).toEqual(['SIGKILL', expected])
})

test('a write that fails says what the system would say', () => {
  const { stderr, files } = run('ENOSPC', 3)
  expect(stderr).toMatch(/ENOSPC: no space left on device, rename/)
  expect(files).toEqual(['a=12345678'])
})

test('past the last write all is done', () => {
  expect(run('before', 5)).toMatchObject({
    signal: null,
    stdout: 'done\n',
    files: ['b=12345678', 'c=12345678'],
  })
})
