import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { describePrecision, withPrecision } from './precision-docs'

const document = readFileSync(resolve(__dirname, '../../../docs/benchmarks.md'), 'utf8')

test('the section takes the place of the last one, and nothing else changes', () => {
  const once = withPrecision(document, 'a table')
  expect(once).toContain('\n\na table\n\n')
  expect(withPrecision(withPrecision(once, 'another'), 'a table')).toBe(once)
  expect(once.startsWith(document.slice(0, 1000))).toBe(true)
  expect(once.endsWith(document.slice(-1000))).toBe(true)
})

test.each([['no marks at all'], [document.replace('<!-- end of precision -->', '')]])(
  'a document without the marks is refused',
  (text) => {
    expect(() => withPrecision(text, 'a table')).toThrow('end of precision')
  },
)

test('plot, sums and configuration of each tool are there', () => {
  const rebuilds = { due: 7, needless: 1, missing: 0 }
  const section = describePrecision([
    {
      ...{ name: 'one', version: '1.0.0', configuration: 'by `one.json`', reason: null },
      edits: [{ id: 'a', group: 'sources', rebuilds }],
    },
    { name: 'other', configuration: 'by `other.json`', edits: null, reason: 'no network' },
  ])
  expect(section).toContain('](precision.svg)')
  expect(section).toContain('over 1 edits, after which 7 builds')
  expect(section).toContain('skipped: no network')
  expect(section).toContain('- _other_: by `other.json`.')
})
