import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commitDigest } from './read-commit'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-commit-'))
  git('init', '--quiet', '--initial-branch=main')
  commit('first')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function git(...args: readonly string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    cwd: root,
    env,
    stdio: 'pipe',
  })
}

function commit(message: string): void {
  git('commit', '--quiet', '--allow-empty', '--message', message)
}

test.each<[string, () => void]>([
  ['a commit', () => commit('second')],
  ['a branch', () => git('checkout', '--quiet', '-b', 'other')],
  ['a tag', () => git('tag', 'v1')],
  ['a detached head', () => git('checkout', '--quiet', '--detach')],
])('%s is another state', (_, change) => {
  const before = commitDigest(root)
  change()
  expect(commitDigest(root)).not.toBe(before)
})

test('packed references are the same state', () => {
  git('tag', 'v1')
  const before = commitDigest(root)
  git('pack-refs', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'second')
  git('reset', '--quiet', '--hard', 'HEAD~1')
  expect(commitDigest(root)).toBe(before)
})

test('a worktree has the state of its own branch', () => {
  git('worktree', 'add', '--quiet', '-b', 'other', join(root, 'tree'))
  const before = commitDigest(join(root, 'tree'))
  expect(before).not.toBe(commitDigest(root))
  commit('second')
  expect(commitDigest(join(root, 'tree'))).toBe(before)
})

test('without a repository it is the same for all', () => {
  rmSync(join(root, '.git'), { recursive: true })
  expect(commitDigest(root)).toBe('no repository')
})
