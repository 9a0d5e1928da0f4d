import { expect, test } from 'vitest'
import { prunePnpmLock } from './prune-pnpm-lock'

// As pnpm 10 has written it, shortened.
const LOCK = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    devDependencies:
      typescript:
        specifier: 6.0.3
        version: 6.0.3

  apps/web:
    dependencies:
      ui:
        specifier: workspace:*
        version: link:../../libs/ui

  libs/none: {}

  'libs/it''s #1':
    dependencies:
      left-pad:
        specifier: ^1.3.0
        version: 1.3.0

  libs/ui: {}

packages:

  left-pad@1.3.0:
    resolution: {integrity: sha512-a==}
`

test('only the importers that remain are left', () => {
  const pruned = prunePnpmLock(LOCK, new Set(['apps/web', 'libs/ui'])) ?? ''
  expect(pruned).toBe(
    LOCK.replace(/ {2}libs\/none: \{\}\n\n/, '').replace(/ {2}'libs\/it''s #1':\n[\s\S]*? 1\.3\.0\n\n/, ''),
  )
  expect(pruned).toContain('left-pad@1.3.0:')
  expect(prunePnpmLock(pruned, new Set(['apps/web', 'libs/ui']))).toBeNull()
})

test('a directory with a quote in its name is found', () => {
  expect(prunePnpmLock(LOCK, new Set(["libs/it's #1"]))).toContain("'libs/it''s #1':")
})

test.each(['', 'importers:\n', 'lockfileVersion: 5.4\ndependencies:\n  a: 1.0.0\n', '\0importers:'])(
  '%j is left as it is',
  (text) => expect(prunePnpmLock(text, new Set())).toBeNull(),
)
