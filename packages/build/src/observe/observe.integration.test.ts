import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeObservedWorkspace } from '../../test-kit/observed-workspace'
import { resultsOf, statusesOf } from '../../test-kit/temporary-workspace'
import type { CrateTask } from '../crate-task'
import type { CrateObservation } from './observation'
import type { ObservedGroup } from './observe-group'

// One cache for the file: the observer is compiled once. The programs here are those of `rustc` on PATH.
const cache = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-cache-')))
beforeAll(() => {
  vi.stubEnv('NX_CRANE_CACHE_DIR', cache)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(cache, { recursive: true, force: true })
})

async function observe(tasks: readonly CrateTask[]): Promise<CrateObservation[]> {
  const groups: ObservedGroup[] = []
  const results = await resultsOf(tasks, { onObserved: (group) => groups.push(group) })
  expect(Object.values(statusesOf(results)), JSON.stringify(results)).toEqual(tasks.map(() => 'success'))
  expect(groups.map(({ reason }) => reason)).toEqual(groups.map(() => null))
  return groups.flatMap(({ observations }) => observations)
}

/** `content crates/app/build.rs`, … `$VARIABLE` of the observations of a role, the compilation of tests apart. */
function readsOf(observations: readonly CrateObservation[], name: string): string[] {
  const found = observations.filter(({ directory, role, crateName, isTest }) => {
    const compiled = role === 'rustc' && isTest ? 'rustc --test' : role
    return `${directory} ${compiled} ${crateName}` === name
  })
  expect(found, name).not.toEqual([])
  const reads = found.flatMap(({ files, variables }) => [
    ...files.map(({ path, asked }) => `${asked} ${path}`),
    ...variables.map((variable) => `$${variable}`),
  ])
  return [...new Set(reads)].sort()
}

test('every read is found under the crate and the program that did it', { timeout: 300_000 }, async () => {
  using workspace = makeObservedWorkspace()
  const seen = await observe([
    workspace.task('app', { kind: 'test' }),
    workspace.task('pages', { kind: 'test' }),
    workspace.task('heavy', { kind: 'test' }),
    workspace.task('version', { kind: 'build' }),
  ])

  expect(readsOf(seen, 'crates/app script build_script_build')).toEqual([
    '$SCRIPT_VARIABLE',
    'content crates/app/data/deep/two',
    'content crates/app/data/one',
    'content crates/app/settings.toml',
    'content testdata/elsewhere',
    'content testdata/of-child',
    'entries crates/app/data',
    'entries crates/app/data/deep',
    'kind absent',
    'program cat',
  ])
  expect(readsOf(seen, 'crates/version script build_script_build')).toEqual(
    expect.arrayContaining([
      '$GIT_DIR',
      'content .git/HEAD',
      'content .git/config',
      'kind crates/version/.git',
    ]),
  )

  expect(readsOf(seen, 'crates/app rustc build_script_build')).toEqual([
    'content crates/app/build.rs',
    'program cc',
  ])
  const library = ['$MACRO_VARIABLE', 'content crates/app/src/lib.rs', 'content crates/app/views/home.html']
  const linker = 'program cc'
  expect(readsOf(seen, 'crates/app rustc app')).toEqual(library)
  expect(readsOf(seen, 'crates/app rustc --test app')).toEqual([...library, linker])
  expect(readsOf(seen, 'crates/app rustdoc app')).toEqual(library)
  expect(readsOf(seen, 'crates/app rustc --test integration')).toEqual([
    'content crates/app/tests/integration.rs',
    linker,
  ])
  expect(readsOf(seen, 'crates/app test app')).toEqual(['program env'])
  expect(readsOf(seen, 'crates/app test integration')).toEqual([
    '$TEST_VARIABLE',
    'content testdata/x',
    'kind crates/app/missing.txt',
  ])
  expect(readsOf(seen, 'crates/pages rustc pages')).toEqual(['content crates/pages/src/lib.rs', linker])
  expect(readsOf(seen, 'crates/heavy test again')).toEqual(['content crates/heavy/src/lib.rs'])
  expect(readsOf(seen, 'crates/heavy test special')).toEqual(['program mkfifo'])

  const incomplete = seen.filter(({ isComplete }) => !isComplete)
  expect(incomplete.map(({ crateName, gaps }) => [crateName, gaps])).toEqual([
    ['many', ['it read more than can be noted']],
  ])
  const withAnyVariable = seen.filter(({ areVariablesComplete }) => !areVariablesComplete)
  // It starts `env`.
  expect(withAnyVariable.map(({ role, crateName }) => [role, crateName])).toEqual([['test', 'app']])
})

const CLIPPY = ['content Cargo.toml', 'kind crates/app/clippy.toml', 'kind .clippy.toml']

test.each([
  ['lint', ['rustc', 'rustc --test'], ['$CLIPPY_CONF_DIR', ...CLIPPY]],
  ['doc', ['rustdoc'], []],
] as const)('%s reads what its compiler reads', { timeout: 300_000 }, async (kind, roles, own) => {
  using workspace = makeObservedWorkspace()
  const seen = await observe([workspace.task('app', { kind })])
  for (const role of roles) {
    const expected = [
      '$MACRO_VARIABLE',
      'content crates/app/src/lib.rs',
      'content crates/app/views/home.html',
      ...own,
    ]
    const reads = readsOf(seen, `crates/app ${role} app`).filter(
      (read) => kind !== 'lint' || !/clippy|kind /.test(read) || own.some((each) => each === read),
    )
    expect(reads).toEqual(expected.sort())
  }
  expect(
    seen.filter(({ isComplete, areVariablesComplete }) => !(isComplete && areVariablesComplete)),
  ).toEqual([])
})

test('Cargo compiles nothing again with the observer or without it, and remembers nothing of it', {
  timeout: 300_000,
}, async () => {
  using workspace = makeObservedWorkspace()
  const build = [workspace.task('app', { kind: 'build' })]
  const rolesOf = (seen: readonly CrateObservation[]) =>
    seen.map(({ role, crateName }) => `${role} ${crateName}`)
  expect(rolesOf(await observe(build))).toContain('rustc app')
  const plain = await resultsOf(build)
  expect(statusesOf(plain)).toEqual({ 'app:build': 'success' })
  expect(plain['app:build']?.output).not.toMatch(/Compiling/)
  expect(rolesOf(await observe(build))).toEqual([])
  const files = readdirSync(workspace.path('target'), { recursive: true, encoding: 'utf8' })
  const remembered = files.filter(
    (file) =>
      /(?:\.d|\.json|\/output|\/dep-[^/]*)$/.test(file) &&
      /nx_crane_observe|LD_PRELOAD/i.test(readFileSync(workspace.path('target', file), 'latin1')),
  )
  expect(files.filter((file) => file.endsWith('.d'))).not.toEqual([])
  expect(remembered).toEqual([])
})
