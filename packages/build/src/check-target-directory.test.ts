import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkTargetDirectory } from './check-target-directory'

let home: string
let root: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-target-')))
  root = join(home, 'repository')
  mkdirSync(join(home, 'disk'))
  mkdirSync(join(root, 'target/wasm'), { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: root })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const LINKS = ['target', 'target/debug', 'target/wasm', 'target/wasm/release', 'target/.rustc_info.json']

test.each(LINKS)('a link at %s to another disk is followed', (path) => {
  link(path)
  expect(() => checkTargetDirectory(root, join(root, 'target'))).not.toThrow()
})

test.each(LINKS)('a link at %s that came with the repository is refused', (path) => {
  link(path)
  execFileSync('git', ['add', '-f', path], { cwd: root })
  expect(() => checkTargetDirectory(root, join(root, 'target'))).toThrow(
    expect.objectContaining({ code: 'LINK_LEAVES_REPOSITORY', file: path }),
  )
})

test('a link that came with the repository and leads nowhere is refused: a file would be made there', () => {
  symlinkSync(join(home, 'disk/none'), join(root, 'target/.rustc_info.json'))
  execFileSync('git', ['add', '-f', 'target'], { cwd: root })
  expect(() => checkTargetDirectory(root, join(root, 'target'))).toThrow(/does not exist/)
})

test('files that came with the repository are no hindrance, nor is a link inside it', () => {
  writeFileSync(join(root, 'target/note.md'), '')
  symlinkSync('wasm', join(root, 'target/inside'))
  execFileSync('git', ['add', '-f', 'target'], { cwd: root })
  expect(() => checkTargetDirectory(root, join(root, 'target'))).not.toThrow()
})

function link(path: string): void {
  rmSync(join(root, path), { recursive: true, force: true })
  mkdirSync(dirname(join(root, path)), { recursive: true })
  symlinkSync(join(home, 'disk'), join(root, path))
}
