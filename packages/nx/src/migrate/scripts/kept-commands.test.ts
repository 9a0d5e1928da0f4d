import { expect, test } from 'vitest'
import { CRATES, migrated, text, written } from '../../../test-kit/sample-migration'

const CRATE = 'apps/hello/project.json'
// `build` is handed over, so that there is something to migrate.
const BUILD = { command: 'cargo build -p hello' }

test.each<[string, unknown, string]>([
  [
    'test',
    { executor: 'nx:run-commands', options: { command: 'cargo test', env: { A: '1' } } },
    'test (cargo test) is kept: it has the option "env"',
  ],
  [
    'fmt',
    { command: 'cargo fmt -p hello' },
    'fmt (cargo fmt -p hello) is kept: cargo fmt without --check has',
  ],
  [
    'two',
    { executor: 'nx:run-commands', options: { commands: ['cargo build', { command: 'echo x' }] } },
    'two (cargo build; echo x) is kept: it runs several commands',
  ],
  [
    'deploy',
    { command: 'RUSTFLAGS=-Cx cargo build' },
    'deploy (RUSTFLAGS=-Cx cargo build) is kept: it sets variables',
  ],
  [
    'ship',
    { command: 'cargo build -p hello' },
    'ship (cargo build -p hello) is kept: nx-crane gives the crate no target of the name "ship"',
  ],
  [
    'lint',
    { command: 'cargo clippy', configurations: { ci: { command: 'x' } } },
    'lint (cargo clippy) is kept: it has configurations',
  ],
])('a run-command %s that stays is said, with the reason', (name, target, line) => {
  const files = { ...CRATES, [CRATE]: text({ name: 'hello', targets: { build: BUILD, [name]: target } }) }
  const plan = migrated(files)
  expect(plan.kept).toEqual([expect.stringContaining(`${CRATE}: ${line}`)])
  expect(plan.json(CRATE)).toMatchObject({ targets: { [name]: target } })
  expect(migrated(written(files, plan)).files).toEqual([])
})

test('so are scripts, but not those that are offered or have nothing to do with Rust', () => {
  const plan = migrated({
    ...CRATES,
    [CRATE]: text({ name: 'hello', targets: { build: BUILD, docs: { command: 'typedoc' } } }),
    'package.json': text({
      name: 'acme',
      workspaces: ['apps/*'],
      scripts: { api: 'cargo run -p hello', deny: 'cargo deny check', js: 'tsc -b' },
    }),
    'apps/hello/package.json': text({ name: 'hello', scripts: { watch: 'cargo watch -x run', js: 'tsc' } }),
  })
  expect(plan.notes).toContain('package.json: what the script "api" does, `nx run hello:run` does too')
  expect(plan.kept).toEqual([
    'apps/hello/package.json: the script "watch" (cargo watch -x run) is kept: cargo watch has no counterpart in nx-crane',
    'package.json: the script "deny" (cargo deny check) is kept: there is no crate beside it',
  ])
})
