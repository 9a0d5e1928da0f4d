import { expect, test } from 'vitest'
import { composedNotices, diagnosticNotices, leftOutNotice } from './notices'

test('a configuration that two plugins cannot read is one line, with one remedy for both', () => {
  const cause = { files: ['a/vite.config.ts'], message: 'no such package' }
  expect(
    composedNotices([
      { ...cause, plugin: '@nx/vite/plugin', option: 'vite' },
      { ...cause, plugin: '@nx/vitest', option: 'vitest' },
      { ...cause, plugin: '@nx/vitest', option: 'vitest', files: ['b/vitest.config.ts'] },
      { plugin: '@nx/vitest', option: 'vitest', files: ['c/vitest.config.ts'], message: 'another \u001b[2J' },
    ]),
  ).toEqual([
    'a/vite.config.ts and 1 more: @nx/vite/plugin and @nx/vitest cannot read it, so its project lacks the targets that would be inferred: no such package. Correct it or install what it needs, or exclude it: "typescript": {"vite":{"exclude":["a/vite.config.ts"]},"vitest":{"exclude":["a/vite.config.ts"]}} in the options of nx-crane in nx.json',
    'c/vitest.config.ts: @nx/vitest cannot read it, so its project lacks the targets that would be inferred: another \\u001b[2J. Correct it or install what it needs, or exclude it: "typescript": {"vitest":{"exclude":["c/vitest.config.ts"]}} in the options of nx-crane in nx.json',
  ])
})

test('of many faults the first few are told, the others counted', () => {
  const diagnostics = Array.from({ length: 7 }, (_, index) => ({
    file: `c${index}/Cargo.toml`,
    line: 2,
    code: 'X',
    message: 'wrong',
    hint: 'mend it',
  }))
  const notices = diagnosticNotices(diagnostics)
  expect(notices).toHaveLength(6)
  expect(notices[0]).toBe('c0/Cargo.toml:2: wrong; mend it')
  expect(notices[5]).toMatch(/^2 more faults/)
  expect(leftOutNotice(0)).toEqual([])
})
