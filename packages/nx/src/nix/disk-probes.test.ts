import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { firstChange } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DiskProber, type IsLeftOut, probedDisk } from './disk-probes'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-probes-'))
  write('crate/src/lib.rs', '1')
  write('crate/target/made', '1')
  write('crate/README.md', '1')
  symlinkSync('src/lib.rs', join(root, 'crate/link'))
  write('elsewhere', '1')
  symlinkSync('elsewhere', join(root, 'Cargo.toml'))
})
afterEach(() => rmSync(root, { recursive: true }))

const isLeftOut: IsLeftOut = (_, name) => name === 'target'
const EDITS: readonly [what: string, edit: () => void, isSeen: boolean][] = [
  ['nothing', () => {}, false],
  ['only the time of a file', () => utimesSync(join(root, 'crate/README.md'), 1, 1), false],
  ['a file of the same size', () => write('crate/src/lib.rs', '2'), true],
  ['a new file', () => write('crate/src/new.rs', ''), true],
  ['a file that goes', () => rmSync(join(root, 'crate/src/lib.rs')), true],
  ['a new directory', () => mkdirSync(join(root, 'crate/src/new')), true],
  ['a directory that goes', () => rmSync(join(root, 'crate'), { recursive: true }), true],
  ['what a link leads to', () => write('elsewhere', '2'), true],
  ['another link', () => relink('Cargo.toml', 'crate/src/lib.rs'), true],
  ['a file that was not there', () => write('Cargo.lock', ''), true],
  ['a directory that was not there', () => write('.cargo/config.toml', ''), true],
  ['what is left out', () => write('crate/target/made', '2'), false],
  ['what is left out, made anew', () => remake('crate/target'), false],
  ['what nobody asked for', () => write('other', ''), false],
]

test.each(EDITS)('%s', (_, edit, isSeen) => {
  expect(isSeenAfter(edit)).toBe(isSeen)
})

test('what changed since it was read is not known', () => {
  const prober = new DiskProber(root, { start: Date.now() - 10_000, isLeftOut })
  prober.add('crate')
  expect(prober.observations()).toBeNull()
})

test('the files that are there are told', () => {
  const prober = new DiskProber(root, { start: Date.now(), isLeftOut })
  expect(prober.add('crate').sort()).toEqual(['crate/README.md', 'crate/link', 'crate/src/lib.rs'])
  prober.add('Cargo.lock')
  expect([...prober.files].sort()).toEqual(['crate/README.md', 'crate/link', 'crate/src/lib.rs'])
})

function isSeenAfter(edit: () => void): boolean {
  // So long after the files were written that their times tell.
  const prober = new DiskProber(root, { start: Date.now() + 60_000, isLeftOut })
  for (const path of ['crate', 'Cargo.toml', 'Cargo.lock', '.cargo/config.toml']) prober.add(path)
  const observations = prober.observations()
  if (observations === null) throw new Error('nothing is known')
  // So that the times of the file system differ.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15)
  edit()
  return firstChange(observations, probedDisk(root, isLeftOut)) !== undefined
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function relink(path: string, target: string): void {
  rmSync(join(root, path))
  symlinkSync(target, join(root, path))
}

function remake(path: string): void {
  rmSync(join(root, path), { recursive: true })
  mkdirSync(join(root, path))
}
