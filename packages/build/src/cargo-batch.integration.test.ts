import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../test-kit/default-settings'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const ONE_CRATE = {
  'crates/engine/Cargo.toml': manifest('engine'),
  'crates/engine/src/lib.rs': '',
}

describe('every task gets one result', () => {
  test.each([
    ['a crate name with a quote', { crate: 'a"; rm -rf /' }],
    ['a crate name that is an option', { crate: '--config' }],
    ['a feature with a space', { settings: { ...DEFAULT_SETTINGS, features: ['a b'] } }],
    ['a profile that is an option', { settings: { ...DEFAULT_SETTINGS, profile: '--x' } }],
    ['a target triple that is a path', { settings: { ...DEFAULT_SETTINGS, targetTriple: '../x.json' } }],
  ])('%s is refused before anything is started', async (_, bad) => {
    using workspace = new TemporaryWorkspace(ONE_CRATE)
    const path = process.env.PATH
    try {
      // were cargo started, the message would be another one
      process.env.PATH = '/nowhere'
      const results = await resultsOf([workspace.task('engine', { kind: 'build', ...bad })])
      expect(statusesOf(results)).toEqual({ 'engine:build': 'failure' })
      expect(results['engine:build']?.output).toContain('cannot be the name of a')
    } finally {
      process.env.PATH = path
    }
  })

  test('a machine without cargo is told how to get it', async () => {
    using workspace = new TemporaryWorkspace(ONE_CRATE)
    const path = process.env.PATH
    try {
      process.env.PATH = '/nowhere'
      const results = await resultsOf([workspace.task('engine', { kind: 'build' })])
      expect(statusesOf(results)).toEqual({ 'engine:build': 'failure' })
      expect(results['engine:build']?.output).toContain('install Rust with rustup')
    } finally {
      process.env.PATH = path
    }
  })

  test('a broken manifest fails the tasks of its workspace in the words of cargo', async () => {
    using workspace = new TemporaryWorkspace({
      ...ONE_CRATE,
      'crates/engine/Cargo.toml': '[package]\nname = "engine"\nversion = 1\n',
    })
    const results = await resultsOf([workspace.task('engine', { kind: 'build' })])
    expect(statusesOf(results)).toEqual({ 'engine:build': 'failure' })
    expect(results['engine:build']?.output).toMatch(/crates\/engine\/Cargo\.toml:3/)
  })

  test('a crate that is no member fails; the others are built', async () => {
    using workspace = new TemporaryWorkspace(ONE_CRATE)
    const results = await resultsOf(['engine', 'gone'].map((name) => workspace.task(name, { kind: 'build' })))
    expect(statusesOf(results)).toEqual({ 'gone:build': 'failure', 'engine:build': 'success' })
  })

  test('several workspaces and standalone crates are built in one batch', async () => {
    using workspace = new TemporaryWorkspace({
      ...ONE_CRATE,
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nexclude = ["alone"]\nresolver = "2"\n',
      'alone/Cargo.toml': manifest('alone'),
      'alone/src/main.rs': 'fn main() {}\n',
    })
    const alone = workspace.path('alone', 'Cargo.toml')
    const results = await resultsOf([
      workspace.task('engine', { kind: 'build' }),
      workspace.task('alone', {
        kind: 'build',
        manifest: alone,
        workspace: alone,
        outputDir: workspace.path('alone/dist/cargo'),
      }),
    ])
    expect(statusesOf(results)).toEqual({ 'engine:build': 'success', 'alone:build': 'success' })
    expect(existsSync(workspace.path('alone/dist/cargo/alone'))).toBe(true)
  })

  test('a task whose dependency of another kind failed is skipped', async () => {
    using workspace = new TemporaryWorkspace({ ...ONE_CRATE, 'crates/engine/src/lib.rs': 'broken' })
    const results = await resultsOf([
      workspace.task('engine', { kind: 'test', dependencies: ['engine:build'] }),
      workspace.task('engine', { kind: 'build' }),
    ])
    expect(statusesOf(results)).toEqual({ 'engine:build': 'failure', 'engine:test': 'skipped' })
  })
})

test('cancelling ends cargo and what it started, and fails the open tasks', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/slow/Cargo.toml': manifest('slow'),
    'crates/slow/build.rs': `fn main() {
      std::fs::write("started", std::process::id().to_string()).unwrap();
      std::thread::sleep(std::time::Duration::from_secs(300));
    }`,
    'crates/slow/src/lib.rs': '',
  })
  const controller = new AbortController()
  const started = workspace.path('crates/slow/started')
  const watcher = setInterval(() => existsSync(started) && controller.abort(), 50)
  const begun = Date.now()
  const results = await resultsOf([workspace.task('slow', { kind: 'build' })], { signal: controller.signal })
  clearInterval(watcher)
  expect(statusesOf(results)).toEqual({ 'slow:build': 'failure' })
  expect(Date.now() - begun).toBeLessThan(30_000)
  const pid = Number(readFileSync(started, 'utf8'))
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => isRunning(pid)).toBe(false)
  // nothing holds the target directory's lock any more
  writeFileSync(join(workspace.root, 'crates/slow/build.rs'), 'fn main() {}')
  expect(statusesOf(await resultsOf([workspace.task('slow', { kind: 'build' })]))).toEqual({
    'slow:build': 'success',
  })
})

/** An ended process that nobody has asked about yet (a zombie, as containers without an init keep them) runs no more. */
function isRunning(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    return !state.startsWith('Z')
  } catch {
    return false
  }
}

test('crates whose tasks have other variables are compiled and tested with them, by a cargo for each set', async () => {
  const source = (name: string) =>
    `fn main() { print!("{}", env!("GREETING")) }
     #[test] fn works() { assert_eq!(std::env::var("GREETING").unwrap(), "${name}") }\n`
  using workspace = new TemporaryWorkspace({
    ...Object.fromEntries(
      ['one', 'two'].flatMap((name) => [
        [`crates/${name}/Cargo.toml`, manifest(name)],
        [`crates/${name}/src/main.rs`, source(name)],
      ]),
    ),
  })
  const tasks = ['one', 'two'].flatMap((name) =>
    (['build', 'test'] as const).map((kind) =>
      workspace.task(name, { kind, environment: { GREETING: name } }),
    ),
  )
  expect(statusesOf(await resultsOf(tasks))).toEqual({
    ...{ 'one:build': 'success', 'two:build': 'success', 'one:test': 'success', 'two:test': 'success' },
  })
  for (const name of ['one', 'two']) {
    expect(execFileSync(workspace.path('crates', name, 'dist/cargo', name), { encoding: 'utf8' })).toBe(name)
  }
})
