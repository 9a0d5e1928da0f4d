import { expect, test } from 'vitest'
import { type EditResult, printEdits, printReasons } from './repository-report'
import type { KindVerdict } from './verdict'

const NONE: KindVerdict = { affected: 0, falseRebuilds: [], causedByNx: [], falseHits: [], tolerated: 0 }
const reasons = [{ text: 'any file in packages/base', isUnavoidable: false }]
const RESULTS: readonly EditResult[] = [
  {
    ...{ id: 'readme', what: 'README of a package', fault: null, unexplained: [] },
    verdict: {
      crate: { ...NONE, tolerated: 2 },
      'wasm-dependent': { ...NONE, falseRebuilds: [{ project: 'page', reasons }] },
      typescript: { ...NONE, falseRebuilds: ['a', 'b', 'c', 'd'].map((project) => ({ project, reasons })) },
    },
  },
  {
    ...{ id: 'source', what: 'source of a crate', fault: null },
    unexplained: [{ project: 'f', kind: 'lint', said: 'nothing' }],
    verdict: {
      crate: { ...NONE, affected: 3 },
      'wasm-dependent': NONE,
      typescript: { ...NONE, falseHits: ['e'] },
    },
  },
  { id: 'broken', what: 'an edit', verdict: null, unexplained: [], fault: 'the key task failed' },
]

test('each edit has a line, and what could not be found out says why', () => {
  expect(printEdits(RESULTS)).toMatchInlineSnapshot(`
    "       edit    what                 crate  wasm-dependent  typescript  affected  tolerated  by Nx
    WRONG  readme  README of a package    0/0             1/0         4/0         0          2      0
    WRONG  source  source of a crate      0/0             0/0         0/1         3          0      0
    WRONG  broken  the key task failed
           sum     of 3 edits             0/0             1/0         4/1         3          2      0"
  `)
})

test('needless and stale tasks are named with their reason', () => {
  expect(printReasons(RESULTS)).toMatchInlineSnapshot(`
    "readme: wasm-dependent rebuilt for nothing: page: any file in packages/base
    readme: typescript rebuilt for nothing: a, b, c and 1 more: any file in packages/base
    source: typescript stale: e
    source: why of f (lint) says: nothing"
  `)
})
