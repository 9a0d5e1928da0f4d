import { expect, test } from 'vitest'
import type { BuildState } from './build-state'
import { judge } from './verdict'

const NX_JSON = 'workspace:[{workspaceRoot}/nx.json,{workspaceRoot}/.gitignore,{workspaceRoot}/.nxignore]'
const kinds = new Map([
  ['engine', 'crate'],
  ['page', 'wasm-dependent'],
  ['library', 'typescript'],
] as const)
const state = (details: Record<string, string>, key: string | null = null): BuildState => ({
  hash: JSON.stringify(details),
  details,
  key,
  explained: {},
})
const before = { engine: state({}, 'a'), page: state({ files: 'a' }), library: state({ files: 'a' }) }
const must = (...projects: string[]) => ({ changes: { must: new Set(projects), may: new Set<string>() } })
const counts = (edit: Parameters<typeof judge>[0], after: Record<string, BuildState>) =>
  Object.entries(judge(edit, { before, after: { ...before, ...after }, kinds })).map(([kind, verdict]) => [
    kind,
    verdict.falseRebuilds.length,
    verdict.falseHits.length,
    verdict.causedByNx.length,
    verdict.tolerated,
  ])

test('a miss of what has to miss, and a hit of the rest, is exact', () => {
  expect(counts(must('engine'), { engine: state({}, 'b') })).toEqual([
    ['crate', 0, 0, 0, 0],
    ['wasm-dependent', 0, 0, 0, 0],
    ['typescript', 0, 0, 0, 0],
  ])
})

test('a hit of what has to miss is stale, a miss of the rest needless', () => {
  expect(counts(must('engine', 'page'), { library: state({ files: 'b' }) })).toEqual([
    ['crate', 0, 1, 0, 0],
    ['wasm-dependent', 0, 1, 0, 0],
    ['typescript', 1, 0, 0, 0],
  ])
})

test('what Nx hashes into every task is counted apart, and with it a crate of the same key', () => {
  const after = {
    engine: state({ [NX_JSON]: 'b' }, 'a'),
    page: state({ files: 'a', [NX_JSON]: 'b' }),
    library: state({ files: 'b', [NX_JSON]: 'b' }),
  }
  expect(counts(must(), after)).toEqual([
    ['crate', 0, 0, 1, 0],
    ['wasm-dependent', 0, 0, 1, 0],
    ['typescript', 1, 0, 0, 0],
  ])
})

test('where either is right, a miss is neither', () => {
  const edit = { changes: { must: new Set<string>(), may: new Set(['engine']) } }
  expect(counts(edit, { engine: state({}, 'b') })[0]).toEqual(['crate', 0, 0, 0, 1])
})
