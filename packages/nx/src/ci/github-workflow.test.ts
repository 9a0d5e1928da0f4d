import { describe, expect, test } from 'vitest'
import { CRATES, FLAKE, nxJson, runOf, script, usesOf, workflowOf } from '../../test-kit/ci-workflow'
import { LIBRARY, ROOT, WASM } from '../../test-kit/sample-repository'
import { PINNED_ACTIONS } from './pinned-actions'

const CARGO_WORKFLOW = workflowOf(CRATES)
const NIX_WORKFLOW = workflowOf({ ...CRATES, ...FLAKE })

describe.each([
  ['cargo', CARGO_WORKFLOW],
  ['nix', NIX_WORKFLOW],
  [
    'bun and matrices',
    workflowOf({ ...CRATES, 'bun.lock': '' }, { systems: ['x86_64-linux'], rust: ['1.85'] }),
  ],
])('a workflow with %s', (_, workflow) => {
  const { steps } = workflow.jobs.ci

  test('may read, keeps no credentials and names each action by its commit', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', actions: 'read' })
    expect(steps[0]?.with).toMatchObject({ 'fetch-depth': 0, 'persist-credentials': false })
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/)
  })

  test('has nothing in its commands that GitHub would fill in', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })

  test('uses no secret, and its token only on the main branch', () => {
    expect(JSON.stringify(workflow)).not.toContain('secrets.')
    const tokens = steps.flatMap(({ env = {} }) =>
      Object.values(env).filter((value) => value.includes('token')),
    )
    expect(tokens).toEqual([`\${{ github.event_name == 'push' && github.token || '' }}`])
  })

  test('leaves caches behind on the main branch only', () => {
    for (const step of steps) {
      const action = step.uses?.replace(/@.*/, '')
      if (action === 'actions/cache/save') expect(step.if).toMatch(/^github\.event_name == 'push'(?: && |$)/)
      if (action === 'nix-community/cache-nix-action')
        expect(step.with?.save).toBe(`\${{ github.event_name == 'push' }}`)
      if (action === 'actions/setup-node') expect(step.with?.['package-manager-cache']).toBe(false)
      expect(action).not.toBe('actions/cache')
    }
  })
})

test('rustup brings the compiler where cargo builds, Nix does where there is a flake', () => {
  expect(usesOf(CARGO_WORKFLOW)).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'actions/cache/restore',
    'actions/cache/restore',
    'actions/cache/save',
    'actions/cache/save',
  ])
  expect(usesOf(NIX_WORKFLOW)).toEqual([
    'actions/checkout',
    'actions/setup-node',
    'actions/cache/restore',
    'cachix/install-nix-action',
    'nix-community/cache-nix-action',
    'actions/cache/save',
  ])
  expect(script(NIX_WORKFLOW)).not.toContain('rustup')
  expect(runOf(NIX_WORKFLOW, 'Check the Nix flake')).toBe(
    'cargo fetch --locked --manifest-path Cargo.toml\nnpx nx-crane flake --check\n',
  )
})

test.each([
  [
    'no toolchain file',
    {},
    {},
    'rustup toolchain install --profile minimal stable\nrustup default stable\nrustup component add clippy rustfmt\n',
  ],
  [
    'a toolchain file',
    { 'rust-toolchain.toml': '' },
    {},
    'rustup show active-toolchain || rustup toolchain install\nrustup component add clippy rustfmt\n',
  ],
  [
    'a wasm crate',
    { 'rust-toolchain': '', ...WASM },
    {},
    'rustup show active-toolchain || rustup toolchain install\nrustup component add clippy rustfmt\nrustup target add wasm32-unknown-unknown\n',
  ],
  [
    'versions asked for',
    { 'rust-toolchain': '' },
    { rust: ['1.85', 'stable'] },
    'rustup toolchain install --profile minimal "$RUSTUP_TOOLCHAIN"\nrustup component add clippy rustfmt\n',
  ],
])('with %s, rustup installs it', (_, files, schema, run) => {
  expect(runOf(workflowOf({ ...CRATES, ...files }, schema), 'Install Rust')).toBe(run)
})

test.each([
  [{ 'package-lock.json': '{}' }, 'npm ci', 'npx nx sync:check'],
  [
    { 'pnpm-lock.yaml': '' },
    'npm install --global corepack@0.36.0\ncorepack enable pnpm\npnpm install --frozen-lockfile\n',
    'pnpm exec nx sync:check',
  ],
  [
    { 'yarn.lock': '__metadata:\n' },
    'npm install --global corepack@0.36.0\ncorepack enable yarn\nyarn install --immutable\n',
    'yarn nx sync:check',
  ],
  [
    { 'yarn.lock': '# yarn lockfile v1\n' },
    'npm install --global corepack@0.36.0\ncorepack enable yarn\nyarn install --frozen-lockfile\n',
    'yarn nx sync:check',
  ],
  [{ 'bun.lock': '' }, 'bun install --frozen-lockfile', 'bunx nx sync:check'],
  [{}, 'npm install', 'npx nx sync:check'],
])('with %j packages are installed by `%s`', (lock, install, sync) => {
  const synced = nxJson({ sync: { globalGenerators: ['nx-crane:ci'] } })
  const workflow = workflowOf({ ...ROOT, ...LIBRARY, ...lock, ...synced })
  expect(runOf(workflow, 'Install packages')).toBe(install)
  expect(runOf(workflow, 'Check what nx sync writes')).toBe(sync)
})

test.each([
  ['nothing', {}, false],
  ['a generator in nx.json', nxJson({ sync: { globalGenerators: ['nx-crane:flake'] } }), true],
  ['another plugin', nxJson({ plugins: ['nx-crane', '@nx/js/typescript'] }), true],
  ['a target with one', { 'tools/x/project.json': '{"targets":{"a":{"syncGenerators":["x:y"]}}}' }, true],
])('nx sync is checked where there may be something for it: %s', (_, files, isChecked) => {
  const step = runOf(workflowOf({ ...CRATES, ...files }), 'Check what nx sync writes')
  expect(step !== undefined).toBe(isChecked)
})

test.each([
  [{}, { 'node-version': '24' }],
  [{ '.nvmrc': 'v22.1.0\n' }, { 'node-version-file': '.nvmrc' }],
  [{ 'package.json': '{"engines": {"node": ">=20"}}' }, { 'node-version-file': 'package.json' }],
])('with %j Node is taken from %j', (files, version) => {
  expect(workflowOf({ ...CRATES, ...files }).jobs.ci.steps[1]?.with).toMatchObject(version)
})

test('targets and the main branch are those of nx.json', () => {
  const plugins = [{ plugin: 'nx-crane', options: { targets: { build: 'cargo-build', format: false } } }]
  const workflow = workflowOf({ ...CRATES, ...nxJson({ plugins, defaultBase: 'origin/trunk' }) })
  expect(workflow.on).toEqual({ push: { branches: ['trunk'] }, pull_request: {}, merge_group: {} })
  const tasks = workflow.jobs.ci.steps.find(({ env }) => env?.TARGETS !== undefined)
  expect(tasks?.env?.TARGETS).toBe('format,lint,test,cargo-build,build')
})

test('declared inputs are checked after the tasks', () => {
  const declared = `${LIBRARY['crates/engine/Cargo.toml']}[package.metadata.nx-crane]\ninclude = []\n`
  const files = { ...CRATES, 'crates/engine/Cargo.toml': declared }
  expect(script(workflowOf(files))).toMatch(/nx run-many[\s\S]*npx nx-crane inputs --check$/)
  expect(script(workflowOf({ ...files, ...FLAKE }))).not.toContain('inputs')
  expect(
    script(workflowOf({ ...CRATES, ...nxJson({ sync: { globalGenerators: ['nx-crane:inputs'] } }) })),
  ).toContain('inputs --check')
})

test.each([
  ['[package.metadata.nx-crane]\nenv = []\n', true],
  ['[package.metadata]\nnx-crane = { include = [] }\n', true],
  ['[package.metadata]\nnx-crane.include = []\n', true],
  ['[package.metadata.nx-crane]\nwasm = { target = "web" }\n', false],
  ['[package.metadata.nx-crane.wasm]\ntarget = "web"\n', false],
])('that %j declares inputs: %s', (table, declares) => {
  const manifest = `${LIBRARY['crates/engine/Cargo.toml']}${table}`
  const commands = script(workflowOf({ ...CRATES, 'crates/engine/Cargo.toml': manifest }))
  expect(commands.includes('inputs --check')).toBe(declares)
})

test('each action is used', () => {
  const used = [CARGO_WORKFLOW, NIX_WORKFLOW, workflowOf({ ...CRATES, 'bun.lock': '' })].flatMap(usesOf)
  expect(new Set(used)).toEqual(new Set(Object.keys(PINNED_ACTIONS)))
})

test('a pull request, a merge queue and the main branch are compared with what comes before them', () => {
  expect(CARGO_WORKFLOW.on).toEqual({ push: { branches: ['main'] }, pull_request: {}, merge_group: {} })
  const step = CARGO_WORKFLOW.jobs.ci.steps.find(({ env }) => env?.GROUP_BASE !== undefined)
  expect(step?.env?.GROUP_BASE).toBe(`\${{ github.event.merge_group.base_sha }}`)
  expect(step?.run).toContain('elif [ "$GITHUB_EVENT_NAME" = merge_group ]; then\n  base=$GROUP_BASE\n')
})

test('what a compiler made is kept under its version, which is known before', () => {
  const { steps } = CARGO_WORKFLOW.jobs.ci
  const [version, target] = ['rust', 'target'].map((id) => steps.findIndex((step) => step.id === id))
  expect(version).toBeGreaterThan(0)
  expect(version).toBeLessThan(target ?? 0)
  expect(steps[target ?? 0]?.with?.key).toMatch(/^cargo-target-.*steps\.rust\.outputs\.version.*Cargo\.lock/)
})

test.each([
  ['# yarn lockfile v1\n', '~/.cache/yarn'],
  ['__metadata:\n', '~/.yarn/berry/cache'],
])('what yarn with the lock %j has downloaded is kept in %s', (lock, place) => {
  const [restore] = workflowOf({ ...ROOT, ...LIBRARY, 'yarn.lock': lock }).jobs.ci.steps.filter(({ uses }) =>
    uses?.startsWith('actions/cache/restore'),
  )
  expect(String(restore?.with?.path).split('\n')).toContain(place)
})
