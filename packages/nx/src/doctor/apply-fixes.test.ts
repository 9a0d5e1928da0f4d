import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyFixes } from './apply-fixes'
import type { Finding } from './finding'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-fixes-'))
  git('init', '-q')
  writeFileSync(join(root, 'new.rs'), '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

// Plain `git add -N` ran each hook (git 2.39).
const places: readonly (readonly [string, () => void])[] = [
  ['.git/hooks', () => {}],
  ['hooks', () => void git('config', 'core.hooksPath', join(root, 'hooks'))],
]

test.each(places)('git runs no hook of the repository in %s', async (dir, configure) => {
  configure()
  program(`${dir}/post-index-change`)
  expect(await applyFixes(root, [trackNewFile()])).toEqual([
    { id: 'untracked-files', what: 'git add --intent-to-add new.rs', error: null },
  ])
  expect(git('ls-files')).toBe('new.rs\n')
  expect(existsSync(join(root, 'canary'))).toBe(false)
})

test('programs that lie in the repository are passed over, also where PATH begins with them', async () => {
  program('node_modules/.bin/git')
  vi.stubEnv('PATH', `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`)
  await applyFixes(root, [trackNewFile()])
  expect(existsSync(join(root, 'canary'))).toBe(false)
})

function trackNewFile(): Finding {
  return {
    ...{ id: 'untracked-files', title: '', level: 'warning', message: '', place: null, mend: null },
    fix: {
      ...{ by: 'command', dir: '', input: 'new.rs\0' },
      command: ['git', 'add', '--intent-to-add', '--pathspec-from-file=-', '--pathspec-file-nul'],
    },
  }
}

function program(path: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), `#!/bin/sh\ntouch '${join(root, 'canary')}'\n`)
  chmodSync(join(root, path), 0o755)
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
}
