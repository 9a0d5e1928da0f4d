import { describe, expect, test } from 'vitest'
import { CRATES, migrated, text, written } from '../../test-kit/sample-migration'

describe('@nxrs/cargo', () => {
  // As `nx g @nxrs/cargo:app hello` and `:lib shapes` (0.4.1, Nx 14.5.10) write them.
  const lint = { executor: '@nxrs/cargo:clippy', options: { fix: false, failOnWarnings: true, noDeps: true } }
  const build = {
    executor: '@nxrs/cargo:build',
    options: { profile: 'dev' },
    configurations: { production: { profile: 'release' } },
  }
  const rest = { test: { executor: '@nxrs/cargo:test', options: {} }, lint }
  const NXRS = {
    ...CRATES,
    'nx.json': text({ plugins: ['@nxrs/cargo'] }),
    'package.json': text({ name: 'acme', devDependencies: { '@nxrs/cargo': '0.4.1' } }),
    'apps/hello/project.json': text({
      projectType: 'application',
      targets: { build, dev: { executor: '@nxrs/cargo:run', options: {} }, ...rest },
      tags: [],
    }),
    'libs/shapes/project.json': text({ projectType: 'library', targets: { build, ...rest }, tags: [] }),
  }

  test('what its generators write is handed over, and the plugin goes', () => {
    const plan = migrated(NXRS)
    expect(plan.sources).toEqual(['nxrs'])
    expect(plan.json('apps/hello/project.json')).toEqual({
      projectType: 'application',
      targets: {
        build: { configurations: { production: { profile: 'release' } } },
        dev: {
          executor: 'nx-crane:cargo-run',
          continuous: true,
          options: {
            crate: 'hello',
            manifest: 'apps/hello/Cargo.toml',
            workspace: 'Cargo.toml',
            kind: 'run',
            profile: 'dev',
            cwd: '.',
          },
        },
      },
      tags: [],
    })
    expect(plan.json('libs/shapes/project.json')).toEqual({
      projectType: 'library',
      targets: { build: { configurations: { production: { profile: 'release' } } } },
      tags: [],
    })
    expect([plan.json('nx.json'), plan.json('package.json')]).toEqual([
      { plugins: [] },
      { name: 'acme', devDependencies: {} },
    ])
    expect(plan.kept).toEqual([])
    expect(migrated(written(NXRS, plan)).sources).toEqual([])
  })

  test.each<[string, Record<string, unknown>, unknown]>([
    [
      'all features',
      { executor: '@nxrs/cargo:test', options: { features: 'all' } },
      { options: { allFeatures: true } },
    ],
    [
      'release before profile',
      { executor: '@nxrs/cargo:test', options: { release: true, profile: 'ci' } },
      { options: { profile: 'release' } },
    ],
    [
      'noDefaultFeatures and target',
      {
        executor: '@nxrs/cargo:test',
        options: { noDefaultFeatures: true, target: 'x86_64-unknown-linux-musl' },
      },
      { options: { targetTriple: 'x86_64-unknown-linux-musl', noDefaultFeatures: true } },
    ],
  ])('%s', (_, target, left) => {
    const plan = migrated({ ...NXRS, 'libs/shapes/project.json': text({ targets: { test: target } }) })
    expect(plan.json('libs/shapes/project.json')).toEqual({ targets: { test: left } })
  })

  test('warnings that do not fail still do not', () => {
    const plan = migrated({
      ...NXRS,
      'libs/shapes/project.json': text({
        targets: { lint: { executor: '@nxrs/cargo:clippy', options: { failOnWarnings: false } } },
      }),
    })
    expect(plan.json('libs/shapes/project.json')).toEqual({
      targets: { lint: { options: { warnings: 'allow' } } },
    })
  })

  test.each([
    ['outDir', { executor: '@nxrs/cargo:build', options: { outDir: 'x' } }],
    ['toolchain', { executor: '@nxrs/cargo:build', options: { toolchain: 'stable' } }],
    ['fix', { executor: '@nxrs/cargo:clippy', options: { fix: true } }],
    ['noDeps', { executor: '@nxrs/cargo:clippy', options: { noDeps: false } }],
  ])('%s is kept', (_, target) => {
    const plan = migrated({ ...NXRS, 'libs/shapes/project.json': text({ targets: { build: target } }) })
    expect(plan.json('libs/shapes/project.json')).toEqual({ targets: { build: target } })
    expect(plan.kept).toHaveLength(2)
  })
})
