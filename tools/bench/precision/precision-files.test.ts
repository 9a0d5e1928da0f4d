import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { printDocs } from './precision-files'

test('table and plot of the docs are of what was measured', () => {
  for (const [file, text] of printDocs()) expect(readFileSync(file, 'utf8')).toBe(text)
})
