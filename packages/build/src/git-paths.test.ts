import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitPaths } from './git-paths'

let root: string
let program: string
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-git-'))
  program = join(root, 'program.sh')
  writeFileSync(program, `#!/bin/sh\ntouch ${join(root, 'canary')}\nexit 1\n`)
  chmodSync(program, 0o755)
  writeFileSync(join(root, '.gitignore'), 'target\n')
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

// Plain `git check-ignore` ran each of them (git 2.39).
const configurations: readonly (readonly [string, () => void])[] = [
  ['core.fsmonitor', () => void git('config', 'core.fsmonitor', program)],
  ['a remote that a missing object is fetched from', () => missing(['url', '/tmp'], ['uploadpack', program])],
  ['a remote that is a program', () => missing(['url', `ext::${program} x`])],
]

test.each(configurations)('git runs no program that the repository names as %s', (_, configure) => {
  configure()
  const place = { root, env: process.env, input: ['target', 'Cargo.lock'] }
  gitPaths(['check-ignore', '-z', '--stdin'], place)
  gitPaths(['ls-files', '-z', '--others', '--exclude-standard'], { root, env: process.env })
  expect(existsSync(join(root, 'canary'))).toBe(false)
})

/** A partial clone without the object of .gitignore, which is not in the work tree either. */
function missing(...settings: readonly (readonly [string, string])[]): void {
  git('update-index', '--skip-worktree', '.gitignore')
  const object = git('rev-parse', ':.gitignore')
  rmSync(join(root, '.gitignore'))
  rmSync(join(root, '.git/objects', object.slice(0, 2), object.slice(2)))
  git('config', 'extensions.partialClone', 'origin')
  git('config', 'core.repositoryformatversion', '1')
  git('config', 'remote.origin.promisor', 'true')
  git('config', 'protocol.ext.allow', 'always')
  for (const [name, value] of settings) git('config', `remote.origin.${name}`, value)
}
