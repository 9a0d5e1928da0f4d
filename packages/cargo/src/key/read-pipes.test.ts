import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-pipes-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test.each([
  ['rust-toolchain', `readToolchainChannel(root)`, /rust-toolchain: it is a pipe, not a file/],
  ['rust-toolchain.toml', `readToolchainChannel(root)`, /rust-toolchain\.toml: it is a pipe, not a file/],
  ['.cargo/config.toml', `readSoundConfigs(root, root, {})`, /\.cargo\/config\.toml: cannot be read: .*pipe/],
  ['.cargo/config', `readSoundConfigs(root, root, {})`, /\.cargo\/config: cannot be read: .*pipe/],
  ['Cargo.toml', `readSourceTree(root).read('Cargo.toml')`, /^undefined/],
  [
    'src/lib.rs',
    `readSourceFiles(root, new FileMemo(null)).file('src/lib.rs')`,
    /src\/lib\.rs.*not a regular file/,
  ],
])('a pipe as %s is not waited for', (path, call, says) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  execFileSync('mkfifo', [join(root, path)])
  expect(said(call)).toMatch(says)
})

/** In a process of its own, which is killed where it waits. */
function said(call: string): string {
  const program = `
    const { readToolchainChannel } = require('./read-toolchain-channel')
    const { readSoundConfigs } = require('../config/read-configs')
    const { readSourceTree } = require('../read-source-tree')
    const { readSourceFiles } = require('./read-source-files')
    const { FileMemo } = require('./read-file-memo')
    const root = ${JSON.stringify(root)}
    try { console.log(${call}) } catch (error) { console.log(error.message) }`
  const { stdout, stderr, signal } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    cwd: __dirname,
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  expect({ signal, stderr }).toEqual({ signal: null, stderr: '' })
  return stdout
}
