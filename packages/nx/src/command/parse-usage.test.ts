import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

let directory: string
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-usage-')))
  mkdirSync(join(directory, 'real'))
  symlinkSync('real', join(directory, 'link'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const OPTIONS = { json: { type: 'boolean', default: false }, out: { type: 'string' } } as const

test('options, names and the directory without links', () => {
  expect(
    parseUsage(['--root', join(directory, 'link'), 'app', '--json'], OPTIONS, { takesNames: true }),
  ).toEqual({ json: true, root: join(directory, 'real'), names: ['app'] })
})

test('the repository that the working directory is in where none is named, unless it begins here', () => {
  const cwd = process.cwd()
  try {
    process.chdir(join(cwd, 'packages/nx'))
    expect(parseUsage([], OPTIONS)).toEqual({ json: false, root: cwd, names: [] })
    expect(parseUsage([], OPTIONS, { startsHere: true }).root).toBe(join(cwd, 'packages/nx'))
  } finally {
    process.chdir(cwd)
  }
})

test.each([
  [['--jsn'], /--jsn/],
  [['app'], /app/],
  [['--out'], /--out/],
  [['--root', '/nowhere'], /^--root "\/nowhere" is not a directory$/],
])('%j is not understood', (argv, message) => {
  expect(() => parseUsage(argv, OPTIONS)).toThrow(UsageError)
  expect(() => parseUsage(argv, OPTIONS)).toThrow(message)
})
