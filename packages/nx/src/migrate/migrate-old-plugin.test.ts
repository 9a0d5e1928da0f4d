import { describe, expect, test } from 'vitest'
import { CRATES, manifest, migrated, text, WASM, written } from '../../test-kit/sample-migration'

const TARGET_DIR = { 'target-dir': 'dist/target/hello' }
const PRODUCTION = { production: { release: true } }

// As `nx g @monodon/rust:binary hello` (3.0.0, Nx 22.3.3) writes it; 2.3.0 makes the same of it.
const HELLO = {
  name: 'hello',
  $schema: '../../node_modules/nx/schemas/project-schema.json',
  projectType: 'application',
  sourceRoot: './apps/hello/src',
  targets: {
    build: {
      cache: true,
      executor: '@monodon/rust:build',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
    test: {
      cache: true,
      executor: '@monodon/rust:test',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
    lint: {
      cache: true,
      executor: '@monodon/rust:lint',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
    },
    run: {
      executor: '@monodon/rust:run',
      outputs: ['{options.target-dir}'],
      options: TARGET_DIR,
      configurations: PRODUCTION,
    },
  },
  tags: [],
}

// As `nx g @monodon/rust:library shapes` writes it: its build is a check.
const SHAPES = {
  name: 'shapes',
  projectType: 'library',
  targets: {
    build: {
      executor: '@monodon/rust:check',
      outputs: ['{options.target-dir}'],
      options: { 'target-dir': 'dist/target/shapes' },
    },
    lint: {
      cache: true,
      executor: '@monodon/rust:lint',
      outputs: ['{options.target-dir}'],
      options: { 'target-dir': 'dist/target/shapes' },
    },
  },
  tags: ['scope:shared'],
  implicitDependencies: ['schemas'],
}

const MONODON = {
  ...CRATES,
  'nx.json': text({
    namedInputs: {
      default: ['{projectRoot}/**/*', 'sharedGlobals'],
      sharedGlobals: [
        '{workspaceRoot}/Cargo.lock',
        '{workspaceRoot}/.github/workflows/ci.yml',
        '{workspaceRoot}/Cargo.toml',
      ],
    },
    plugins: ['@nx/eslint/plugin', '@monodon/rust'],
    targetDefaults: { '@monodon/rust:test': { cache: true }, lint: { cache: true } },
    generators: { '@monodon/rust:library': { edition: '2024' } },
  }),
  'package.json': text({ name: 'acme', devDependencies: { '@monodon/rust': '^3.0.0', nx: '23.3.1' } }),
  'apps/hello/project.json': text(HELLO),
  'libs/shapes/project.json': text(SHAPES),
}

/** What is left of the targets of one project. */
function targetsAfter(targets: Record<string, unknown>, more: Record<string, string> = {}) {
  const plan = migrated({ ...MONODON, 'apps/hello/project.json': text({ ...HELLO, targets }), ...more })
  return { ...plan, left: (plan.json('apps/hello/project.json') as { targets?: unknown }).targets }
}

describe('@monodon/rust', () => {
  test('what its generators write is handed over, and the plugin goes', () => {
    const plan = migrated(MONODON)
    expect(plan.sources).toEqual(['monodon'])
    expect(plan.json('apps/hello/project.json')).toEqual({
      ...HELLO,
      targets: {
        build: { configurations: { production: { profile: 'release' } } },
        test: { configurations: { production: { profile: 'release' } } },
        lint: { options: { warnings: 'allow' } },
        run: { options: { cwd: '.' }, configurations: { production: { profile: 'release' } } },
      },
    })
    expect(plan.json('libs/shapes/project.json')).toEqual({
      ...SHAPES,
      targets: { lint: { options: { warnings: 'allow' } } },
    })
    expect(plan.json('nx.json')).toEqual({
      namedInputs: {
        default: ['{projectRoot}/**/*', 'sharedGlobals'],
        sharedGlobals: ['{workspaceRoot}/.github/workflows/ci.yml'],
      },
      plugins: ['@nx/eslint/plugin'],
      targetDefaults: { lint: { cache: true } },
      generators: {},
    })
    expect(plan.json('package.json')).toEqual({ name: 'acme', devDependencies: { nx: '23.3.1' } })
    expect(plan.kept).toEqual([])
    expect(
      plan.rows.map(({ project, target, before, after }) => [project, target, before, after].join(' ')),
    ).toEqual([
      'hello build @monodon/rust:build nx-crane:cargo',
      'hello test @monodon/rust:test nx-crane:cargo',
      'hello lint @monodon/rust:lint nx-crane:cargo',
      'hello run @monodon/rust:run nx-crane:cargo-run',
      'shapes build @monodon/rust:check nx-crane:cargo',
      'shapes lint @monodon/rust:lint nx-crane:cargo',
    ])
    expect(plan.notes).toContain(
      'apps/hello/project.json: build: programs are in apps/hello/dist/cargo now, not in dist/target/hello',
    )
  })

  test('a second time there is nothing to do', () => {
    const once = migrated(MONODON)
    expect(migrated(written(MONODON, once))).toMatchObject({ sources: [], files: [], removed: [] })
  })

  test('comments and formatting of what stays are kept, and an empty table goes', () => {
    const file = `{
  // the shapes
  "name": "shapes", "tags": [ "a" ],
  "targets": {
    "build": { "executor": "@monodon/rust:build" },
    "docs": { "command": "mdbook build" }, // for people
  },
}
`
    const plan = migrated({ ...MONODON, 'libs/shapes/project.json': file })
    expect(plan.tree.read('libs/shapes/project.json')).toBe(`{
  // the shapes
  "name": "shapes", "tags": [ "a" ],
  "targets": {
    "docs": { "command": "mdbook build" }, // for people
  },
}
`)
    const bare = migrated({
      ...MONODON,
      'libs/shapes/project.json': text({
        name: 'shapes',
        targets: { build: { executor: '@monodon/rust:build' } },
      }),
    })
    expect(bare.json('libs/shapes/project.json')).toEqual({ name: 'shapes' })
  })

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

  test('a broken file is named, with its line', () => {
    expect(() => migrated({ ...MONODON, 'apps/hello/project.json': '{\n  "name": \n}' })).toThrow(
      /apps\/hello\/project\.json:\d/,
    )
  })
})

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
