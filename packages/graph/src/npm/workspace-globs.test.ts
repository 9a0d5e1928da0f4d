import { expect, test } from 'vitest'
import { matchesGlobs, parsePnpmWorkspace } from './workspace-globs'

// each row as picomatch 4 has it, but for sets with `!`, which npm's minimatch knows
test.each<[string, string[], boolean]>([
  ['packages/a', ['packages/*'], true],
  ['packages/a/b', ['packages/*'], false],
  ['packages/a/b', ['packages/**'], true],
  ['packages/a', ['./packages/*/'], true],
  ['libs/x/pkg', ['**/pkg'], true],
  ['pkg', ['**/pkg'], true],
  ['packages/old', ['packages/*', '!packages/old'], false],
  ['packages/old', ['!packages/old', 'packages/*'], true],
  ['apps/web', ['{apps,packages}/*'], true],
  ['libs/web', ['{apps,packages}/*'], false],
  ['a.b', ['a?b'], true],
  ['axb', ['a.b'], false],
  ['a', ['{a'], false],
  ['crates/wasm', ['crates/wasm'], true],
  ['crates/wasm', ['crates\\*'], true],
  ['packages/.hidden', ['packages/*'], false],
  ['packages/a', ['packages/*/package.json'], true],
  ['packages/x', ['packages/!(old|x)'], false],
  ['packages/new', ['packages/!(old|x)'], true],
  ['packages/a-b', ['packages/@(a|b){,-b}'], true],
  ['packages/b1', ['packages/[a-c]?'], true],
  ['packages/b1', ['packages/[!a-c]*'], false],
  ['packages/aab', ['packages/+(a|b)'], true],
  ['packages', ['packages/**'], false],
  ['packages/.x/a', ['packages/**'], false],
  ['packages/a/node_modules/b', ['packages/**'], false],
  ['packages/a', ['**', '!**/a'], false],
])('%s under %j: %s', (dir, globs, expected) => {
  expect(matchesGlobs(dir, globs)).toBe(expected)
})

test.each<[string, string, string[]]>([
  ['a list', `packages:\n  - 'a/*'\n  - "!b"  # not b\n  - c\ncatalog:\n  - d\n`, ['a/*', '!b', 'c']],
  ['a list that is not indented', 'packages:\n- a/*\n# comment\n- b\nother: 1\n', ['a/*', 'b']],
  ['brackets', `packages: ['a/*', b]\n`, ['a/*', 'b']],
  [
    'brackets over several lines',
    `"packages": [ # ours\n  'a/*', # not c\n  "{b,c}/*",\n  d\n]\ncatalog: [e]\n`,
    ['a/*', '{b,c}/*', 'd'],
  ],
  ['none', 'catalog:\n  a: 1\n', []],
])('pnpm-workspace.yaml: %s', (_, text, expected) => {
  expect(parsePnpmWorkspace(text)).toEqual(expected)
})

test('a glob made to be slow is decided in time', () => {
  const dir = 'a'.repeat(200)
  const started = performance.now()
  for (const glob of [
    `${'*a'.repeat(50)}b`,
    '+(+(a))b',
    '*(*(a|a))b',
    `${'{a,'.repeat(50)}b`,
    `${'**/'.repeat(50)}b`,
  ])
    expect(matchesGlobs(`${dir}/`.repeat(40) + dir, [glob])).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})
