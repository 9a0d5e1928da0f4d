import { describe, expect, test } from 'vitest'
import { MONODON, targetsAfter } from '../../test-kit/monodon-repository'
import { migrated, text } from '../../test-kit/sample-migration'

describe('@monodon/rust', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a toolchain',
      { executor: '@monodon/rust:build', options: { toolchain: 'nightly' } },
      /toolchain "nightly"/,
    ],
    [
      'a native addon',
      { executor: '@monodon/rust:napi', options: { dist: 'x', jsFile: 'index.js' } },
      /native addons/,
    ],
    [
      'an option in one configuration',
      { executor: '@monodon/rust:lint', configurations: { fix: { fix: true } } },
      /in the configuration "fix" --fix/,
    ],
    ['an executor of one’s own patch', { executor: '@monodon/rust:bench' }, /no such executor/],
  ])('%s is kept and said, with the plugin', (_, target, reason) => {
    const plan = targetsAfter({ build: target })
    expect(plan.left).toEqual({ build: target })
    expect(plan.kept[0]).toMatch(/^apps\/hello\/project\.json: build \(@monodon\/rust:\w+\) is kept: /)
    expect(plan.kept[0]).toMatch(reason)
    expect(plan.kept).toContain(
      'package.json: @monodon/rust is kept: apps/hello/project.json still uses it for build',
    )
    expect(JSON.stringify(plan.json('nx.json'))).toContain('"@monodon/rust"')
    expect(JSON.stringify(plan.json('package.json'))).toContain('"@monodon/rust"')
  })

  // `nx show projects` of Nx 23.3.1: 1.4.0 ("result.map is not a function") and 2.3.0 ("The "path" argument must be of type
  // string") cannot be loaded, 3.0.0 can
  test.each<[string, boolean]>([
    ['2.3.0', true],
    ['^2.3.0', true],
    ['~1.4.0', true],
    ['>=2.0.0 <3', true],
    ['^3.0.0', false],
    ['latest', false],
    ['workspace:*', false],
  ])('a %s that is kept does not run with Nx 23: %s', (version, isOld) => {
    const { kept } = migrated({
      ...MONODON,
      'nx.json': text({ plugins: ['@monodon/rust'], release: { projects: ['shapes'] } }),
      'package.json': text({ name: 'acme', devDependencies: { '@monodon/rust': version, nx: '23.3.1' } }),
    })
    expect(kept.filter((line) => line.includes('does not run'))).toEqual(
      isOld
        ? [
            `package.json: @monodon/rust ${version} does not run with Nx 23, which then loads no project: write "@monodon/rust": "^3.0.0" and install`,
          ]
        : [],
    )
  })

  test('nx release keeps it', () => {
    const plan = migrated({
      ...MONODON,
      'nx.json': text({ plugins: ['@monodon/rust'], release: { projects: ['shapes'] } }),
    })
    expect(plan.kept).toEqual([
      'package.json: @monodon/rust is kept: nx.json configures nx release, for which it publishes crates',
    ])
  })

  test('Cargo’s files stay among the shared inputs of who may read them', () => {
    const reader = { 'tools/gen/package.json': text({ name: 'gen', scripts: { gen: 'cargo run -p hello' } }) }
    expect(migrated({ ...MONODON, ...reader }).kept).toEqual([
      `nx.json: Cargo's files in namedInputs.sharedGlobals is kept: the script "gen" of tools/gen/package.json may read them`,
      'tools/gen/package.json: the script "gen" (cargo run -p hello) is kept: there is no crate beside it',
    ])
  })

  test('who names what is removed is named', () => {
    const ci = {
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: npx nx g @monodon/rust:library x\n',
    }
    expect(migrated({ ...MONODON, ...ci }).notes).toContain(
      '.github/workflows/ci.yml:4: names @monodon/rust, which is removed: - run: npx nx g @monodon/rust:library x',
    )
  })

  test('a project without a crate beside it is kept', () => {
    const plan = migrated({
      ...MONODON,
      'tools/x/project.json': text({ name: 'x', targets: { build: { executor: '@monodon/rust:build' } } }),
    })
    expect(plan.kept[0]).toBe(
      'tools/x/project.json: build (@monodon/rust:build) is kept: there is no crate beside it',
    )
  })
})
