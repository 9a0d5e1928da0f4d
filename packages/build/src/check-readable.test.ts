import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askProgram, checkReadable } from '@nx-crane/keys/cli'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runProcess } from './run-process'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-pipe-'))
  mkdirSync(join(dir, 'crates/app'), { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

// Each was tried: the real program waits for ever.
test.each([
  ['git', '.gitignore'],
  ['cargo', 'Cargo.toml'],
  ['rustc', 'rust-toolchain.toml'],
  ['/usr/bin/cargo', 'rust-toolchain'],
  ['npm', 'package.json'],
])('%s is not started where %s is a pipe, or a link to one', async (command, file) => {
  execFileSync('mkfifo', [join(dir, 'pipe')])
  symlinkSync('pipe', join(dir, file))
  const cwd = join(dir, 'crates/app')
  const said = `${join(dir, file)}: it is a pipe`
  expect(() => checkReadable(command, cwd)).toThrow(said)
  expect(() => askProgram({ command, args: ['--version'], cwd })).toThrow(said)
  await expect(runProcess({ command, args: ['--version'], cwd })).rejects.toThrow(said)
})

test('other pipes are no obstacle, and neither are links that lead back', () => {
  execFileSync('mkfifo', [join(dir, 'Cargo.toml')])
  symlinkSync('.git', join(dir, '.git'))
  writeFileSync(join(dir, '.gitignore'), '')
  expect(() => checkReadable('git', dir)).not.toThrow()
})
