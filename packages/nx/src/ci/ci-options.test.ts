import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { CI_BUILDERS, CI_SYSTEMS, PROVIDERS, parseCiRequest } from './ci-options'

const packageRoot = resolve(import.meta.dirname, '../..')
const schema = JSON.parse(readFileSync(resolve(packageRoot, 'schema/ci.json'), 'utf8')) as {
  properties: Record<string, { enum?: string[]; items?: { enum?: string[] } }>
}

test('the schema has what the code takes', () => {
  const { provider, builder, systems } = schema.properties
  expect(Object.keys(schema.properties)).toEqual([
    'provider',
    'builder',
    'systems',
    'rust',
    'cache',
    'publicKey',
    'force',
  ])
  expect([provider?.enum, builder?.enum, systems?.items?.enum]).toEqual([PROVIDERS, CI_BUILDERS, CI_SYSTEMS])
})

test('docs/ci.md has a row for each option', () => {
  const docs = readFileSync(resolve(packageRoot, '../../docs/ci.md'), 'utf8')
  const rows = [...docs.matchAll(/^\| `--(\w+)/gm)].map(([, name]) => name)
  expect(rows).toEqual(Object.keys(schema.properties))
})

test.each([
  [{}, {}],
  [{ rust: '1.85,stable' }, { rust: ['1.85', 'stable'] }],
  [{ rust: ['1.85', 'beta, nightly-2026-11-30', '1.85'] }, { rust: ['1.85', 'beta', 'nightly-2026-11-30'] }],
  // `--rust 1.85`: Nx hands over a number where it looks like one.
  [{ rust: [1.85] }, { rust: ['1.85'] }],
  [
    { rust: '', systems: [''] },
    { rust: [], systems: [] },
  ],
  [{ systems: 'x86_64-linux,aarch64-darwin' }, { systems: ['x86_64-linux', 'aarch64-darwin'] }],
  [
    { provider: 'gitlab', builder: 'nix' },
    { provider: 'gitlab', builder: 'nix' },
  ],
])('%j is taken as %j', (raw, request) => expect(parseCiRequest(raw)).toEqual(request))
