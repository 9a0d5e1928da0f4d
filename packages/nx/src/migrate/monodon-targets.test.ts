import { describe, expect, test } from 'vitest'
import { MONODON, PRODUCTION, TARGET_DIR, targetsAfter } from '../../test-kit/monodon-repository'
import { manifest, migrated, text, WASM } from '../../test-kit/sample-migration'

describe('@monodon/rust', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown> | undefined]>([
    [
      'features',
      { options: { features: ['a'], release: true } },
      { options: { profile: 'release', features: ['a'] } },
    ],
    [
      'a configuration that takes something back',
      { options: { features: 'a' }, configurations: { slim: { features: '' } } },
      { options: { features: ['a'] }, configurations: { slim: { features: [] } } },
    ],
    [
      'what it is run after',
      { dependsOn: ['^build', 'codegen'] },
      { dependsOn: ['...', '^build', 'codegen'] },
    ],
    [
      'inputs that the key has',
      { inputs: ['^default', '{projectRoot}/src/**/*.rs', '{workspaceRoot}/Cargo.lock'] },
      undefined,
    ],
    [
      'inputs that the key lacks',
      { inputs: ['default', { env: 'API' }, '{workspaceRoot}/proto/**'] },
      {
        inputs: [
          '...',
          '{workspaceRoot}/.github/workflows/ci.yml',
          { env: 'API' },
          '{workspaceRoot}/proto/**',
        ],
      },
    ],
    ['not to be cached', { cache: false }, { cache: false }],
    [
      'the configuration it starts with',
      { defaultConfiguration: 'production', configurations: PRODUCTION },
      { defaultConfiguration: 'production', configurations: { production: { profile: 'release' } } },
    ],
  ])('%s of a target with the name of ours', (_, target, left) => {
    const plan = targetsAfter({
      build: { executor: '@monodon/rust:build', ...target },
      docs: { command: 'x' },
    })
    expect(plan.left).toEqual({ ...(left === undefined ? {} : { build: left }), docs: { command: 'x' } })
  })

  test('a target with a name of its own names our executor', () => {
    const plan = targetsAfter({
      'build-fast': {
        executor: '@monodon/rust:build',
        outputs: ['{options.target-dir}'],
        options: { ...TARGET_DIR, profile: 'fast' },
      },
      e2e: { executor: '@monodon/rust:test', options: { features: 'e2e' }, inputs: ['default'] },
    })
    const crate = { crate: 'hello', manifest: 'apps/hello/Cargo.toml', workspace: 'Cargo.toml' }
    expect(plan.left).toEqual({
      'build-fast': {
        executor: 'nx-crane:cargo',
        outputs: ['{options.outputDir}'],
        options: { ...crate, kind: 'build', profile: 'fast', outputDir: 'apps/hello/dist/build-fast/fast' },
      },
      e2e: {
        cache: true,
        executor: 'nx-crane:cargo',
        inputs: ['default'],
        options: { ...crate, kind: 'test', features: ['e2e'] },
      },
    })
  })

  test('programs stay where something reads them', () => {
    const build = { executor: '@monodon/rust:build', options: TARGET_DIR, configurations: PRODUCTION }
    const plan = targetsAfter(
      { build },
      { Dockerfile: 'FROM scratch\nCOPY dist/target/hello/release/hello /\n' },
    )
    expect(plan.left).toEqual({
      build: {
        outputs: ['{options.outputDir}'],
        options: { outputDir: 'dist/target/hello/debug' },
        configurations: {
          production: { profile: 'release', outputDir: 'dist/target/hello/release' },
          release: { outputDir: 'dist/target/hello/release' },
        },
      },
    })
    expect(plan.notes).toContainEqual(
      expect.stringMatching(/Dockerfile:2 names dist\/target\/hello, so programs stay there/),
    )
  })

  test('where another plugin may have the name, ours is asked for by name', () => {
    const plan = targetsAfter(
      { lint: { executor: '@monodon/rust:lint' } },
      { 'apps/hello/package.json': text({ name: '@acme/hello' }) },
    )
    expect(plan.left).toEqual({
      lint: {
        executor: 'nx-crane:cargo',
        options: {
          crate: 'hello',
          manifest: 'apps/hello/Cargo.toml',
          workspace: 'Cargo.toml',
          kind: 'lint',
          warnings: 'allow',
        },
      },
    })
  })

  test('defaults for its executor are carried over, and an executor in the defaults of a name is kept', () => {
    const nxJson = (targetDefaults: unknown) => text({ plugins: ['@monodon/rust'], targetDefaults })
    const build = { executor: '@monodon/rust:build' }
    const defaults = { '@monodon/rust:build': { options: { features: ['x'] }, dependsOn: ['codegen'] } }
    expect(targetsAfter({ build }, { 'nx.json': nxJson(defaults) }).left).toEqual({
      build: { dependsOn: ['...', 'codegen'], options: { features: ['x'] } },
    })
    const named = targetsAfter(
      { build },
      { 'nx.json': nxJson({ native: { executor: '@monodon/rust:test' } }) },
    )
    expect(named.kept).toEqual([
      'package.json: @monodon/rust is kept: nx.json has it as the executor of targetDefaults.native',
    ])
  })

  test('a wasm crate’s build for this machine is not its package', () => {
    const plan = migrated({
      ...MONODON,
      'libs/shapes/Cargo.toml': manifest('shapes', WASM),
      'libs/shapes/project.json': text({
        name: 'shapes',
        targets: { build: { executor: '@monodon/rust:build' } },
      }),
    })
    expect(plan.json('libs/shapes/project.json')).toMatchObject({
      targets: { build: { executor: 'nx-crane:cargo', options: { crate: 'shapes', kind: 'build' } } },
    })
  })
})
