import { expect, test } from 'vitest'
import { matchesGlobs, parsePnpmWorkspace } from './workspace-globs'

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
])('%s under %j: %s', (dir, globs, expected) => {
  expect(matchesGlobs(dir, globs)).toBe(expected)
})

test.each<[string, string, string[]]>([
  ['a list', `packages:\n  - 'a/*'\n  - "!b"  # not b\n  - c\ncatalog:\n  - d\n`, ['a/*', '!b', 'c']],
  ['a list that is not indented', 'packages:\n- a/*\n# comment\n- b\nother: 1\n', ['a/*', 'b']],
  ['brackets', `packages: ['a/*', b]\n`, ['a/*', 'b']],
  ['none', 'catalog:\n  a: 1\n', []],
])('pnpm-workspace.yaml: %s', (_, text, expected) => {
  expect(parsePnpmWorkspace(text)).toEqual(expected)
})
