import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeStagingFor, type Place } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replacePackage } from './write-package'

let root: string
const before = process.umask()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-modes-'))
  mkdirSync(join(root, 'node_modules'))
})
afterEach(() => {
  process.umask(before)
  rmSync(root, { recursive: true, force: true })
})

/** What `mkdir -p` and `touch` give under the mask: taken from them, not computed. */
function usualModes(): { directory: number; file: number } {
  mkdirSync(join(root, 'usual'))
  writeFileSync(join(root, 'usual/file'), '')
  return { directory: modeOf('usual'), file: modeOf('usual/file') }
}

function modeOf(path: string): number {
  return statSync(join(root, path)).mode & 0o777
}

function writePackage(target: Place, text: string): void {
  using staging = makeStagingFor(target)
  const staged = join(staging.path, 'package')
  mkdirSync(join(staged, 'snippets'), { recursive: true })
  writeFileSync(join(staged, 'a_bg.wasm'), text)
  writeFileSync(join(staged, 'snippets/a.js'), text)
  replacePackage(staged, target)
}

test.each([0o022, 0o027, 0o077])('a package has the modes of the mask %o, new and again', (mask) => {
  process.umask(mask)
  const usual = usualModes()
  const target = { root, path: 'crates/a/pkg' }
  for (const text of ['one', 'two']) {
    writePackage(target, text)
    const found = readdirSync(join(root, 'crates'), { recursive: true, encoding: 'utf8' }).map((path) => [
      path,
      modeOf(`crates/${path}`),
    ])
    expect(Object.fromEntries(found)).toEqual({
      a: usual.directory,
      'a/pkg': usual.directory,
      'a/pkg/snippets': usual.directory,
      'a/pkg/a_bg.wasm': usual.file,
      'a/pkg/snippets/a.js': usual.file,
    })
  }
})
