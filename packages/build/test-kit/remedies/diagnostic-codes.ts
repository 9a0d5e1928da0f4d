import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

/** Every code that the sources of the graph give to a diagnostic. */
export function codes(): string[] {
  const graph = join(__dirname, '../../../graph/src')
  const sources = readdirSync(graph, { recursive: true, encoding: 'utf8' })
  const texts = sources
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(graph, path), 'utf8'))
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?:code: |fault\()'([A-Z_]{4,})'/g)].map(([, code]) => code ?? ''),
  )
  expect(found.length).toBeGreaterThan(30)
  return [...new Set(found)].sort()
}
