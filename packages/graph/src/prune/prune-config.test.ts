import { expect, test } from 'vitest'
import { pruneConfig } from './prune-config'

const TEXT = `[build]
jobs = 2

[patch.crates-io]
used = { path = "../used" }
unused = { path = "../unused" }

# Of Git.
[patch."https://example.com/git"]
other = { path = "../unused" }

[term]
verbose = true
`
const locked = (name: string) => ({
  ...{ id: `${name} 1.0.0`, name, version: '1.0.0', source: null },
  ...{ checksum: null, dependencies: [], replace: null },
})

test('patches of what does not remain are cut out, and nothing else', () => {
  const kept = { locked: [locked('used')], crateDirs: new Set(['used']) }
  expect(pruneConfig(TEXT, 'app', kept)).toBe(`[build]
jobs = 2

[patch.crates-io]
used = { path = "../used" }

[term]
verbose = true
`)
})

test('a configuration of which everything is used keeps its bytes', () => {
  const kept = { locked: ['used', 'unused', 'other'].map(locked), crateDirs: new Set(['used', 'unused']) }
  expect(pruneConfig(TEXT, 'app', kept)).toBe(TEXT)
})
