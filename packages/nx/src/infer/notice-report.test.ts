import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { printPendingNotices, reportNotices } from './notice-report'

let root: string
const printed: string[] = []
const { write } = process.stderr
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-notices-'))
  printed.length = 0
  process.stderr.write = ((text: string) => printed.push(text.trim()) > 0) as typeof write
})
afterEach(() => {
  process.stderr.write = write
  rmSync(root, { recursive: true, force: true })
})

const seen = (action: () => void) => {
  printed.length = 0
  action()
  return [...printed]
}

test.each([true, false])(
  'a notice is said when it is new, and again when it comes back; kept on disk: %s',
  (kept) => {
    if (kept) mkdirSync(join(root, 'node_modules'))
    expect(seen(() => reportNotices(root, ['a', 'b'], false))).toEqual(['nx-crane: a', 'nx-crane: b'])
    expect(seen(() => reportNotices(root, ['b', 'a', 'c'], false))).toEqual(['nx-crane: c'])
    expect(seen(() => reportNotices(root, ['b'], false))).toEqual([])
    expect(seen(() => reportNotices(root, ['a', 'b'], false))).toEqual(['nx-crane: a'])
  },
)

test('what the daemon notices is said by the next run', () => {
  mkdirSync(join(root, 'node_modules'))
  reportNotices(root, ['a'], false)
  expect(seen(() => reportNotices(root, ['a', 'b', 'c'], true))).toEqual([])
  expect(seen(() => reportNotices(root, ['a', 'c'], true))).toEqual([])
  expect(seen(() => printPendingNotices(root))).toEqual(['nx-crane: c'])
  expect(seen(() => printPendingNotices(root))).toEqual([])
  expect(seen(() => reportNotices(root, ['a', 'c'], false))).toEqual([])
})
