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

// Plain `git submodule update --init` ran both (git 2.39).
test('a submodule is checked out without the program and the hook that its configuration names', async () => {
  const submodule = join(root, 'sub')
  mkdirSync(join(root, 'origin'))
  execFileSync('git', ['init', '-q'], { cwd: join(root, 'origin') })
  execFileSync('git', [...AUTHOR, 'commit', '-q', '--allow-empty', '-m', 'first'], {
    cwd: join(root, 'origin'),
  })
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(root, 'origin'), 'sub')
  program('evil')
  git('config', 'submodule.sub.update', `!${join(root, 'evil')}`)
  program('.git/modules/sub/hooks/post-checkout')
  rmSync(submodule, { recursive: true })
  mkdirSync(submodule)
  const [fixed] = await applyFixes(root, [checkOut('sub')])
  expect(fixed?.error).toBeNull()
  expect(existsSync(join(submodule, '.git'))).toBe(true)
  expect(existsSync(join(root, 'canary'))).toBe(false)
})

test('programs that lie in the repository are passed over, also where PATH begins with them', async () => {
  program('node_modules/.bin/git')
  vi.stubEnv('PATH', `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`)
  await applyFixes(root, [trackNewFile()])
  expect(existsSync(join(root, 'canary'))).toBe(false)
})

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@a']

function checkOut(path: string): Finding {
  return {
    ...FINDING,
    id: 'submodules',
    fix: {
      ...{ by: 'command', dir: '' },
      command: ['git', 'submodule', 'update', '--init', '--checkout', '--', path],
    },
  }
}

const FINDING = { title: '', level: 'warning', message: '', place: null, mend: null } as const

function trackNewFile(): Finding {
  return {
    ...FINDING,
    id: 'untracked-files',
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
