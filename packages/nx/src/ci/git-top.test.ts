import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireGitTop } from './git-top'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-top-')))
  mkdirSync(join(top, 'apps/mono'), { recursive: true })
})
afterEach(() => rmSync(top, { recursive: true }))

test('a workspace below the top of a repository has no workflow that anybody reads', () => {
  requireGitTop(join(top, 'apps/mono'))
  // Of a worktree it is a file.
  writeFileSync(join(top, '.git'), 'gitdir: elsewhere\n')
  requireGitTop(top)
  expect(() => requireGitTop(join(top, 'apps/mono'))).toThrow(
    `the workspace is the directory "apps/mono" of the Git repository ${top}, where no CI looks for workflows`,
  )
})
