import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const library = (features: string) => `[dependencies]\nshared = { path = "../shared"${features} }`
const MAIN = 'fn main() { print!("{}", shared::features()) }\n'

/** Two binaries that use one crate with different features, and a library that turns a third one on. */
const WORKSPACE = {
  'crates/shared/Cargo.toml': manifest('shared', '[features]\ndefault = []\nfast = []\nloud = []'),
  'crates/shared/src/lib.rs': `pub fn features() -> String {
    format!("fast={} loud={}", cfg!(feature = "fast"), cfg!(feature = "loud"))
  }`,
  'crates/plain-app/Cargo.toml': manifest('plain-app', library('')),
  'crates/plain-app/src/main.rs': MAIN,
  'crates/fast-app/Cargo.toml': manifest('fast-app', library(', features = ["fast"]')),
  'crates/fast-app/src/main.rs': MAIN,
  'crates/loud/Cargo.toml': manifest('loud', library(', features = ["loud"]')),
  'crates/loud/src/lib.rs': '',
}

test('a binary has the same bytes whatever else is built with it', async () => {
  using workspace = new TemporaryWorkspace(WORKSPACE)
  const names = ['shared', 'loud', 'plain-app', 'fast-app']
  const task = (name: string) => workspace.task(name, { kind: 'build' })
  const binary = (name: string) => workspace.path('crates', name, 'dist/cargo', name)
  const checksum = (name: string) =>
    createHash('sha256')
      .update(readFileSync(binary(name)))
      .digest('hex')

  // what cargo itself makes of it, were it asked for all at once: the test has a case only when that differs
  execFileSync('cargo', ['build', '--quiet', '--workspace'], { cwd: workspace.root, stdio: 'ignore' })
  expect(execFileSync(workspace.path('target/debug/plain-app'), { encoding: 'utf8' })).toBe(
    'fast=true loud=true',
  )

  expect(statusesOf(await resultsOf(names.map(task)))).toEqual(
    Object.fromEntries(names.map((name) => [`${name}:build`, 'success'])),
  )
  expect(execFileSync(binary('plain-app'), { encoding: 'utf8' })).toBe('fast=false loud=false')
  expect(execFileSync(binary('fast-app'), { encoding: 'utf8' })).toBe('fast=true loud=false')
  const together = [checksum('plain-app'), checksum('fast-app')]

  rmSync(workspace.path('target'), { recursive: true })
  for (const name of ['fast-app', 'plain-app']) {
    expect(statusesOf(await resultsOf([task(name)]))).toEqual({ [`${name}:build`]: 'success' })
  }
  expect([checksum('plain-app'), checksum('fast-app')]).toEqual(together)
})

test.each([
  ['equal features share one cargo', ', features = ["fast"]', ', features = ["fast"]', 1],
  ['different features need two', ', features = ["loud"]', '', 2],
  ['leaving the default features out needs two', ', default-features = false', '', 2],
  ['no features share one, without asking cargo', '', '', 1],
])('%s', async (_, one, two, invocations) => {
  using workspace = new TemporaryWorkspace({
    'crates/shared/Cargo.toml': manifest('shared', '[features]\ndefault = ["fast"]\nfast = []\nloud = []'),
    'crates/shared/src/lib.rs': '',
    'crates/one/Cargo.toml': manifest('one', library(one)),
    'crates/one/src/main.rs': 'fn main() {}\n',
    'crates/two/Cargo.toml': manifest('two', library(two)),
    'crates/two/src/main.rs': 'fn main() {}\n',
  })
  const lines: string[] = []
  const results = await resultsOf(
    ['shared', 'one', 'two'].map((name) => workspace.task(name, { kind: 'build' })),
    { onOutput: (line) => lines.push(line) },
  )
  expect(Object.values(statusesOf(results))).toEqual(['success', 'success', 'success'])
  expect(lines.filter((line) => line.includes('Finished'))).toHaveLength(invocations)
})

const NEEDY = {
  'crates/shared/Cargo.toml': manifest('shared', '[features]\nloud = []'),
  'crates/shared/src/lib.rs': '#[cfg(feature = "loud")]\n/// Shouts.\npub fn shout() {}\n',
  'crates/needy/Cargo.toml': manifest('needy', library('')),
  'crates/needy/src/lib.rs': '//! [`shared::shout`]\n#[test]\nfn shouts() { shared::shout() }\n',
  'crates/loud/Cargo.toml': manifest(
    'loud',
    '[dev-dependencies]\nshared = { path = "../shared", features = ["loud"] }',
  ),
  'crates/loud/src/lib.rs': '#[test]\nfn shouts() { shared::shout() }\n',
  'crates/equal/Cargo.toml': manifest('equal', library('')),
  'crates/equal/src/lib.rs': '',
}

test.each(['test', 'lint'] as const)(
  'a %s sees no feature that another crate of the batch turns on',
  async (kind) => {
    using workspace = new TemporaryWorkspace(NEEDY)
    const lines: string[] = []
    const task = (name: string) => workspace.task(name, { kind })
    const alone = await resultsOf([task('needy')])
    expect(statusesOf(alone)).toEqual({ [`needy:${kind}`]: 'failure' })
    const together = await resultsOf(['needy', 'equal', 'loud'].map(task), {
      onOutput: (line) => lines.push(line),
    })
    expect(statusesOf(together)).toEqual({
      [`needy:${kind}`]: 'failure',
      [`equal:${kind}`]: 'success',
      [`loud:${kind}`]: 'success',
    })
  },
)

test.each(['test', 'lint', 'doc'] as const)(
  'crates whose features agree share one cargo that does the %s',
  async (kind) => {
    using workspace = new TemporaryWorkspace({ ...NEEDY, 'crates/needy/src/lib.rs': '' })
    const lines: string[] = []
    const results = await resultsOf(
      ['shared', 'needy', 'equal'].map((name) => workspace.task(name, { kind })),
      { onOutput: (line) => lines.push(line) },
    )
    expect(new Set(Object.values(statusesOf(results)))).toEqual(new Set(['success']))
    expect(lines.filter((line) => line.includes('Finished'))).toHaveLength(1)
  },
)
