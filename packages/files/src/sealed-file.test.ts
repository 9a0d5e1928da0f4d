import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAMAGES, exchange, randomOf } from '../test-kit/damage'
import { readSealed, type SealedFile, writeSealed } from './sealed-file'

let root: string
let file: SealedFile
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-sealed-'))
  file = { place: { root, path: 'cache/memo' }, meaning: ['memo', 1] }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const path = () => join(root, 'cache/memo')
const read = (of = file) => readSealed(of)?.body.toString()
const BODY = '{"known":"äöü"}\nsecond line\n'.repeat(20)

test('what was written is read; the seal is that of the content', () => {
  expect(read()).toBeUndefined()
  const seal = writeSealed(file, BODY)
  expect(readSealed(file)).toEqual({ body: Buffer.from(BODY), seal })
  expect(writeSealed(file, '')).not.toBe(seal)
  expect(read()).toBe('')
  expect(readdirSync(join(root, 'cache'))).toEqual(['memo'])
})

test.each(DAMAGES.map((damage) => [damage.name, damage] as const))(
  'after %s nothing is read, and it is mended by writing',
  (name, damage) => {
    for (let seed = 1; seed <= (name.includes('bit') || name === 'a cut' ? 300 : 1); seed++) {
      writeSealed(file, BODY)
      damage.do(path(), randomOf(seed))
      // Nothing keeps root from reading.
      if (name !== 'no permission' || process.getuid?.() !== 0) expect(read(), `seed ${seed}`).toBeUndefined()
      if (name === 'a directory') continue
      writeSealed(file, `${BODY}${seed}`)
      expect(read()).toBe(`${BODY}${seed}`)
      expect(lstatSync(path()).isFile()).toBe(true)
    }
  },
)

test('a file in place of another is not read, whoever wrote it', () => {
  const other: SealedFile = { ...file, place: { root, path: 'cache/other' } }
  writeSealed(file, 'a')
  writeSealed(other, 'b')
  exchange(path(), join(root, 'cache/other'))
  expect([read(), read(other)]).toEqual([undefined, undefined])
})

test.each<[string, SealedFile['meaning']]>([
  ['another version of the code', ['memo', 2]],
  ['another question', ['question', 1]],
  ['a question that is written alike', ['memo,1']],
])('what was written for %s is not read', (_, meaning) => {
  writeSealed(file, 'a')
  expect(read({ ...file, meaning })).toBeUndefined()
})

test('what belongs to another checkout is not read', () => {
  const other = mkdtempSync(join(tmpdir(), 'nx-crane-sealed-'))
  writeSealed(file, 'a')
  mkdirSync(join(other, 'cache'))
  copyFileSync(path(), join(other, 'cache/memo'))
  expect(read({ ...file, place: { root: other, path: 'cache/memo' } })).toBeUndefined()
  rmSync(other, { recursive: true })
})

test('a directory that is a link out of the root is neither read nor written', () => {
  const outside = mkdtempSync(join(tmpdir(), 'nx-crane-outside-'))
  symlinkSync(outside, join(root, 'cache'))
  expect(writeSealed(file, 'a')).toBeUndefined()
  expect(read()).toBeUndefined()
  expect(readdirSync(outside)).toEqual([])
  rmSync(outside, { recursive: true })
})

// nobody is a user without rights on every system of Unix.
test.runIf(process.getuid?.() === 0)('a file that the user may not read is as good as none', () => {
  writeSealed(file, 'a')
  execFileSync('chmod', ['711', root])
  execFileSync('chmod', ['000', path()])
  const before = process.geteuid?.() ?? 0
  process.seteuid?.('nobody')
  try {
    expect(read()).toBeUndefined()
    expect(writeSealed(file, 'b')).toBeUndefined()
  } finally {
    process.seteuid?.(before)
  }
  expect(readFileSync(path(), 'utf8')).toMatch(/\na$/)
})
