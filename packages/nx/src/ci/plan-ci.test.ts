import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  CRATES,
  FLAKE,
  filesOf,
  GITHUB,
  GITLAB,
  nxJson,
  type Workflow,
  workflowOf,
} from '../../test-kit/ci-workflow'
import { WASM } from '../../test-kit/sample-repository'
import type { CiSchema } from './ci-options'
import { planCi } from './plan-ci'

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
