import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { LIBRARY, ROOT, WASM } from '../../test-kit/sample-repository'
import type { CiSchema } from './ci-options'
import { PINNED_ACTIONS } from './pinned-actions'
import { planCi } from './plan-ci'

const CRATES = {
  ...ROOT,
  ...LIBRARY,
  'Cargo.lock': '',
  'package-lock.json': '{}',
  'nx.json': '{"plugins": ["nx-crane"]}',
}
const FLAKE = { 'flake.nix': '', 'nix/nx-crane/crates.nix': '' }
const GITHUB = '.github/workflows/ci.yml'
const GITLAB = '.gitlab/nx-crane.yml'
const nxJson = (settings: object) => ({ 'nx.json': JSON.stringify({ plugins: ['nx-crane'], ...settings }) })

function filesOf(files: Readonly<Record<string, string>>, schema: CiSchema = {}): Record<string, string> {
  return Object.fromEntries(planCi(treeOf(files), schema).files.map(({ path, text }) => [path, text]))
}

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly on: unknown
  readonly permissions: unknown
  readonly jobs: {
    readonly ci: {
      readonly 'runs-on': string
      readonly strategy?: unknown
      readonly env: object
      readonly steps: readonly Step[]
    }
  }
}

function workflowOf(files: Readonly<Record<string, string>>, schema: CiSchema = {}): Workflow {
  return parse(filesOf(files, schema)[GITHUB] ?? '') as Workflow
}

const runOf = ({ jobs }: Workflow, name: string) => jobs.ci.steps.find((step) => step.name === name)?.run
const usesOf = ({ jobs }: Workflow) =>
  jobs.ci.steps.flatMap(({ uses }) => (uses ? [uses.replace(/@.*/, '')] : []))
const script = ({ jobs }: Workflow) => jobs.ci.steps.flatMap(({ run }) => run?.trim() ?? []).join('\n')

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

test('matrices are made on request, and remembered until others are asked for', () => {
  const schema = { systems: ['x86_64-linux', 'aarch64-darwin'], rust: ['1.85,stable'] }
  const first = filesOf(CRATES, schema)
  const workflow = parse(first[GITHUB] ?? '') as Workflow
  expect(workflow.jobs.ci.strategy).toEqual({
    'fail-fast': false,
    matrix: { runner: ['ubuntu-24.04', 'macos-15'], rust: ['1.85', 'stable'] },
  })
  expect(workflow.jobs.ci.env).toMatchObject({ RUSTUP_TOOLCHAIN: `\${{ matrix.rust }}` })
  expect(filesOf({ ...CRATES, ...first })).toEqual({})
  expect(workflowOf({ ...CRATES, ...first }, { rust: [''], systems: [] }).jobs.ci.strategy).toBeUndefined()
  expect(workflowOf({ ...CRATES, ...first }, { rust: ['beta'] }).jobs.ci.strategy).toEqual({
    'fail-fast': false,
    matrix: { runner: ['ubuntu-24.04', 'macos-15'], rust: ['beta'] },
  })
})

test('lines of others survive when the repository changes, and so does a file of another name', () => {
  const written = (filesOf(CRATES)[GITHUB] ?? '').replace(
    '  # Jobs of your own go here.\n',
    '  mine:\n    runs-on: ubuntu-24.04\n',
  )
  const again = filesOf({ ...CRATES, ...WASM, [GITHUB]: written })[GITHUB] ?? ''
  expect(again).toContain('rustup target add')
  expect(Object.keys((parse(again) as Workflow).jobs)).toEqual(['ci', 'mine'])
  expect(Object.keys(filesOf({ ...CRATES, ...WASM, '.github/workflows/main.yaml': written }))).toEqual([
    '.github/workflows/main.yaml',
  ])
  const foreign = filesOf({ ...CRATES, [GITHUB]: 'name: CI\n' })
  expect(Object.keys(foreign)).toEqual(['.github/workflows/nx-crane.yml'])
  expect(() => planCi(treeOf({ ...CRATES, [GITHUB]: '', '.github/workflows/nx-crane.yml': '' }), {})).toThrow(
    /was not written by nx-crane/,
  )
})

test('an edit within is refused, and overwritten by force', () => {
  const edited = (filesOf(CRATES)[GITHUB] ?? '').replace('run: npm ci', 'run: npm ci --verbose')
  expect(() => planCi(treeOf({ ...CRATES, [GITHUB]: edited }), {})).toThrow(
    /- {6,}run: npm ci --verbose\n\+ {6,}run: npm ci/,
  )
  expect(filesOf({ ...CRATES, [GITHUB]: edited }, { force: true })).toEqual(filesOf(CRATES))
})

test('targets and the main branch are those of nx.json', () => {
  const plugins = [{ plugin: 'nx-crane', options: { targets: { build: 'cargo-build', format: false } } }]
  const workflow = workflowOf({ ...CRATES, ...nxJson({ plugins, defaultBase: 'origin/trunk' }) })
  expect(workflow.on).toEqual({ push: { branches: ['trunk'] }, pull_request: {} })
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

test.each([
  [{ '.git/config': '[remote "origin"]\nurl = https://gitlab.com/a/b\n' }, {}, GITLAB],
  [{ '.git/config': '[remote "origin"]\nurl = git@github.com:a/b\n', '.gitlab-ci.yml': '' }, {}, GITHUB],
  [{ '.gitlab-ci.yml': '' }, {}, GITLAB],
  [{}, {}, GITHUB],
  [{ '.gitlab-ci.yml': '' }, { provider: 'github' }, GITHUB],
] as const)('in a repository with %j and the options %j the file is %s', (files, schema, path) => {
  expect(Object.keys(filesOf({ ...CRATES, ...files }, schema))).toContain(path)
})

test('GitLab includes a file of its own, and keeps caches of the main branch only', () => {
  const files = filesOf(CRATES, { provider: 'gitlab', rust: ['stable'], systems: ['aarch64-linux'] })
  expect(parse(files['.gitlab-ci.yml'] ?? '')).toEqual({ include: [{ local: `/${GITLAB}` }] })
  const { 'nx-crane': job } = parse(files[GITLAB] ?? '') as { 'nx-crane': Record<string, unknown> }
  expect(job).toMatchObject({
    image: 'node:24-trixie',
    tags: ['$RUNNER_TAG'],
    parallel: { matrix: [{ RUSTUP_TOOLCHAIN: ['stable'], RUNNER_TAG: ['saas-linux-small-arm64'] }] },
    cache: { key: 'nx-crane-$RUSTUP_TOOLCHAIN-$RUNNER_TAG', policy: '$CACHE_POLICY' },
    variables: { CACHE_POLICY: 'pull', GIT_DEPTH: '0' },
    rules: [
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"', interruptible: true },
      { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', variables: { CACHE_POLICY: 'pull-push' } },
    ],
  })
  const own = { '.gitlab-ci.yml': 'stages: [test]\n' }
  const plan = planCi(treeOf({ ...CRATES, ...own }), {})
  expect(plan.files.map(({ path }) => path)).toEqual([GITLAB])
  expect(plan.notes).toContain(`.gitlab-ci.yml: add it to what is included: - local: /${GITLAB}`)
  expect(filesOf({ ...CRATES, ...files })).toEqual({})
})

test('names that a shell or a glob would read are left out, and said', () => {
  const dirs = ['a b', '$(touch x)', 'ok', '-x', 'a*', 'x\ny']
  const crates = Object.fromEntries(
    dirs.flatMap((dir) => [
      [`${dir}/Cargo.toml`, '[package]\nname = "a"\nversion = "0.1.0"\n[workspace]\n'],
      [`${dir}/src/lib.rs`, ''],
      [`${dir}/Cargo.lock`, ''],
      [`${dir}/rust-toolchain.toml`, ''],
    ]),
  )
  const { files, notes } = planCi(treeOf({ 'nx.json': '{}', ...crates, ...FLAKE }), { builder: 'cargo' })
  const text = files[0]?.text ?? ''
  expect(text).toContain('cargo fetch --locked --manifest-path ok/Cargo.toml')
  for (const dir of dirs.filter((dir) => dir !== 'ok')) expect(text).not.toContain(`${dir}/`)
  expect(notes.join('\n')).toContain('"$(touch x)"')
})

test.each([
  [{ rust: ['1.85; rm -rf /'] }, /^--rust is "1\.85; rm -rf \/"/],
  [{ rust: ['$RUST'] }, /^--rust is/],
  [{ systems: ['riscv64-linux'] }, /^--systems is "riscv64-linux"/],
  [{ provider: 'gitlab', systems: ['aarch64-darwin'] }, /^--systems has aarch64-darwin/],
  [{ builder: 'nix', rust: ['stable'] }, /^--rust is given, but Nix builds/],
  [{ builder: 'nix' }, /^Nix is to build, but there is no flake/],
] as [CiSchema, RegExp][])('%j is refused', (schema, message) => {
  expect(() => planCi(treeOf(CRATES), schema)).toThrow(message)
})

test.each(['a b', "'$(x)'", 'main*', '-x', 'a\nb', '!main'])('the branch %j is refused', (defaultBase) => {
  expect(() => planCi(treeOf({ ...CRATES, ...nxJson({ defaultBase }) }), {})).toThrow(
    /which cannot be written into a workflow/,
  )
})

test('a line of options that somebody has edited is not trusted', () => {
  const edited = (filesOf(CRATES)[GITHUB] ?? '').replace('# Options: {}', '# Options: {"rust":["$(x)"]}')
  expect(() => planCi(treeOf({ ...CRATES, [GITHUB]: edited }), { force: true })).toThrow(
    /^the line "# Options/,
  )
})

test('each action is used', () => {
  const used = [CARGO_WORKFLOW, NIX_WORKFLOW, workflowOf({ ...CRATES, 'bun.lock': '' })].flatMap(usesOf)
  expect(new Set(used)).toEqual(new Set(Object.keys(PINNED_ACTIONS)))
})
