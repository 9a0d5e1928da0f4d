import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'

// What it does with real Nix and real caches is checked by tools/check-flake (caches).

let root: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-cache-')))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each([
  [[], /one of push, check, key/],
  [['pull'], /one of push, check, key/],
  [['constructor'], /one of push, check, key/],
  [['push'], /not said which cache/],
  [['push', '--to=-oProxyCommand=touch x'], /"-oProxyCommand=touch x": it begins with "-"/],
  [['push', '--to', 'ssh-ng://-oProxyCommand=x'], /no host/],
  [['push', '--to', '/nix/store'], /none of the beginnings/],
  [['check', '--from=--option'], /begins with "-"/],
  [['check', '--to', 'file:///srv/cache'], /cache check has no option --to/],
  [['push', '--json', '--to', 'file:///srv/cache'], /cache push has no option --json/],
  [['key'], /wants one name/],
  [['key', 'a', 'b'], /wants one name/],
])('cache %j is refused', (args, why) => {
  const { status, stderr } = run(args)
  expect([status, stderr]).toEqual([2, expect.stringMatching(why)])
})

test('a password in an address is not printed', () => {
  const { status, stderr } = run(['push', '--to', 'https://me:hush@cache.example.org'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/netrc-file/)
  expect(stderr).not.toContain('hush')
})

test.each([
  [
    'a pull request',
    { GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/pull/7/merge', GITHUB_EVENT_NAME: 'pull_request' },
  ],
  ['another branch', { GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/heads/idea', GITHUB_EVENT_NAME: 'push' }],
])('%s does not push', (_, env) => {
  const { status, stderr } = run(['push', '--to', 'file:///srv/cache'], env)
  expect([status, stderr]).toEqual([1, expect.stringMatching(/this is a job of GitHub Actions/)])
})

test.each([
  ['a key that is none', 'hush-1:aHVzaA==', /no secret key/],
  ['a public key', `hush-1:${Buffer.alloc(32).toString('base64')}`, /a public key, which signs nothing/],
])('%s is refused and not printed', (_, text, why) => {
  const { status, stdout, stderr } = run(['push', '--to', 'file:///srv/cache'], { NX_CRANE_CACHE_KEY: text })
  expect([status, stderr]).toEqual([1, expect.stringMatching(why)])
  expect(stdout + stderr).not.toContain('hush')
})

test('an address in nx.json names no program', () => {
  const cache = 'ssh-ng://host?remote-program=/tmp/x'
  writeFileSync(
    join(root, 'nx.json'),
    JSON.stringify({ plugins: [{ plugin: 'nx-crane', options: { cache } }] }),
  )
  const { status, stderr } = run(['push'])
  rmSync(join(root, 'nx.json'))
  expect([status, stderr]).toEqual([1, expect.stringMatching(/options\.cache is .*"remote-program".*typed/)])
})

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { CI: _, GITHUB_ACTIONS: __, GITLAB_CI: ___, NX_CRANE_CACHE_KEY: ____, ...outer } = process.env
  return runNxCrane(['cache', ...args], { cwd: root, env: { ...outer, ...env } })
}
