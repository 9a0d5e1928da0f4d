import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockPlace } from './lock'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-lock-')))
  mkdirSync(join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const locks = () => readdirSync(join(root, 'node_modules/.cache/nx-crane/locks'))

test('a lock is gone when it is disposed', () => {
  {
    using _ = lockPlace({ root, path: 'dist' })
    expect(locks()).toHaveLength(1)
  }
  expect(locks()).toEqual([])
})

test('two places have two locks', () => {
  using _a = lockPlace({ root, path: 'a' })
  using _b = lockPlace({ root, path: 'b' })
  expect(locks()).toHaveLength(2)
})

/** Each process counts in a file, which loses numbers where two do it at once; every tenth turn one is killed while it holds the lock. */
test('of several processes one at a time writes, also where some are killed', async () => {
  const program = compile(`
    import { readFileSync, writeFileSync } from 'node:fs'
    import { lockPlace } from './lock'
    const [root, turns, dies] = process.argv.slice(2)
    const file = root + '/count'
    for (let turn = 0; turn < Number(turns); turn++) {
      using _ = lockPlace({ root, path: 'dist' })
      const count = Number(readFileSync(file, 'utf8'))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.random() * 3)
      writeFileSync(file, String(count + 1))
      if (dies === 'dies' && turn === 9) process.kill(process.pid, 'SIGKILL')
    }`)
  writeFileSync(join(root, 'count'), '0')
  const runs = ['dies', '', 'dies', '', 'dies', ''].map((dies) => run(program, [root, '40', dies]))
  expect(await Promise.all(runs)).toEqual(['SIGKILL', 0, 'SIGKILL', 0, 'SIGKILL', 0])
  expect(readFileSync(join(root, 'count'), 'utf8')).toBe(String(3 * 40 + 3 * 10))
  {
    using _ = lockPlace({ root, path: 'dist' })
  }
  expect(locks()).toEqual([])
})

function compile(contents: string): string {
  const outfile = join(root, 'program.cjs')
  buildSync({
    stdin: { contents, loader: 'ts', resolveDir: __dirname },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
  })
  return outfile
}

function run(program: string, args: readonly string[]): Promise<number | string | null> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done) => child.once('close', (code, signal) => done(signal ?? code)))
}
