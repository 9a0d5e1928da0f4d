import { expect, test } from 'vitest'
import { DEEPEST_JSON, isDeepJson } from './json-depth'

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

test.each([
  ['as deep as may be', nested(DEEPEST_JSON), false],
  ['one level deeper', nested(DEEPEST_JSON + 1), true],
  ['deep and never closed', '{"a":'.repeat(DEEPEST_JSON + 1), true],
  ['wide', `[${'[],'.repeat(10_000)}[]]`, false],
  ['brackets in a string', JSON.stringify({ text: '['.repeat(5000), escaped: '\\"[' }), false],
  ['brackets in comments', `{ // ${'['.repeat(5000)}\n /* ${'{'.repeat(5000)} */ "a": 1 }`, false],
  ['deep behind a quote in a comment', `// "\n${nested(DEEPEST_JSON + 1)}`, true],
  ['deep behind a string that is not closed', `"\n${nested(DEEPEST_JSON + 1)}`, true],
  ['5 MB in one string', JSON.stringify('['.repeat(5_000_000)), false],
])('%s', (_, text, isDeep) => {
  expect(isDeepJson(text)).toBe(isDeep)
})
