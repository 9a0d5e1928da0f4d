import { describe, expect, test } from 'vitest'
import { CRATES, migrated, text, written } from '../../../test-kit/sample-migration'

const UPSTREAM = { dependentTasksOutputFiles: '**/*', transitive: true }

describe('a repository', () => {
  const TURBO = {
    'turbo.json': `{
  "$schema": "https://turborepo.dev/schema.json",
  "globalDependencies": ["tsconfig.json"],
  "globalEnv": ["NODE_ENV"],
  "ui": "tui",
  // what is run
  "tasks": {
    "build": { "dependsOn": ["^build"], "outputs": ["dist/**"], "env": ["API"] },
    "dev": { "cache": false, "persistent": true },
    "transit": { "dependsOn": ["codegen"] },
    "test": { "dependsOn": ["transit"] },
    "codegen": {},
    "web#build": { "dependsOn": ["^build", "docs#build"], "outputs": [".next/**"] },
  },
}
`,
    'package.json': text({
      name: 'acme',
      scripts: { build: 'turbo run build', dev: 'turbo dev' },
      workspaces: ['apps/*', 'packages/*'],
      devDependencies: { turbo: '2.11.11' },
    }),
    'apps/web/package.json': text({
      name: 'web',
      scripts: { build: 'next build', dev: 'next dev', codegen: 'x' },
    }),
    'apps/docs/package.json': text({ name: 'docs', scripts: { build: 'x', test: 'y' } }),
    'packages/ui/package.json': text({ name: 'ui', scripts: { build: 'tsc' } }),
    'packages/ui/turbo.json': text({
      extends: ['//'],
      tasks: { build: { dependsOn: [], outputs: ['$TURBO_EXTENDS$', 'types/**'], env: [] } },
    }),
  }

  test('turbo.json becomes defaults, named inputs and targets of packages, and goes', () => {
    const plan = migrated(TURBO)
    expect(plan.sources).toEqual(['turbo'])
    expect(plan.kept).toEqual([])
    expect(plan.json('nx.json')).toEqual({
      $schema: './node_modules/nx/schemas/nx-schema.json',
      plugins: ['nx-crane'],
      namedInputs: {
        sharedGlobals: ['{workspaceRoot}/tsconfig.json', { env: 'NODE_ENV' }],
        default: ['{projectRoot}/**/*', 'sharedGlobals'],
      },
      targetDefaults: {
        build: {
          cache: true,
          dependsOn: ['^build'],
          inputs: ['default', '^default', UPSTREAM, { env: 'API' }],
          outputs: ['{projectRoot}/dist'],
        },
        dev: { continuous: true, cache: false },
        test: { cache: true, dependsOn: ['codegen'], inputs: ['default', '^default', UPSTREAM] },
        codegen: { cache: true },
      },
    })
    expect(plan.json('apps/web/package.json')).toMatchObject({
      nx: {
        targets: {
          build: {
            cache: true,
            dependsOn: ['^build', { projects: ['docs'], target: 'build' }],
            inputs: ['default', '^default', UPSTREAM, { env: 'API' }],
            outputs: ['{projectRoot}/.next'],
          },
        },
      },
    })
    expect(plan.json('packages/ui/package.json')).toMatchObject({
      nx: {
        targets: {
          build: {
            dependsOn: [],
            inputs: ['default', '^default'],
            outputs: ['{projectRoot}/dist', '{projectRoot}/types'],
          },
        },
      },
    })
    expect(plan.json('package.json')).toEqual({
      name: 'acme',
      scripts: { build: 'nx run-many -t build', dev: 'nx run-many -t dev' },
      workspaces: ['apps/*', 'packages/*'],
      devDependencies: {},
    })
    expect(plan.removed).toEqual(['turbo.json', 'packages/ui/turbo.json'])
    expect(migrated(written(TURBO, plan)).sources).toEqual([])
  })

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a script that calls it',
      { 'packages/ui/package.json': text({ name: 'ui', scripts: { all: 'turbo build' } }) },
      /the script "all" of packages\/ui\/package\.json calls it/,
    ],
    [
      'CI that calls it',
      { '.github/workflows/ci.yml': 'a:\n  run: pnpm turbo run build\n' },
      /\.github\/workflows\/ci\.yml:2 names it/,
    ],
    [
      'a remote cache',
      { 'turbo.json': text({ remoteCache: { signature: true }, tasks: {} }) },
      /"remoteCache" has no counterpart/,
    ],
    [
      'a task of the root',
      { 'turbo.json': text({ tasks: { '//#format': {} } }) },
      /not everything in it could be carried over/,
    ],
  ])('%s keeps Turborepo, and a second time nothing changes', (_, more, reason) => {
    const files = { ...TURBO, ...more }
    const plan = migrated(files)
    expect(plan.kept.at(-1)).toMatch(/^turbo\.json: Turborepo is kept: /)
    expect(plan.kept.at(-1)).toMatch(reason)
    expect(plan.removed).toEqual([])
    expect(JSON.stringify(plan.json('package.json'))).toContain('"turbo":')
    expect(migrated(written(files, plan)).files).toEqual([])
  })

  test('each script that still calls it is said', () => {
    const scripts = {
      b: 'turbo build',
      all: 'turbo run build && echo done',
      dry: 'turbo run build --dry-run',
    }
    const plan = migrated({
      ...TURBO,
      'package.json': text({ name: 'acme', scripts, workspaces: ['packages/*'] }),
      'packages/ui/package.json': text({ name: 'ui', scripts: { build: 'tsc', up: 'turbo build' } }),
    })
    const reason = 'it calls Turborepo in a way that has no certain equivalent in Nx'
    expect(plan.kept.filter((line) => line.includes('the script') && !line.startsWith('turbo.json'))).toEqual(
      [
        `package.json: the script "all" (turbo run build && echo done) is kept: ${reason}`,
        `package.json: the script "dry" (turbo run build --dry-run) is kept: ${reason}`,
        'packages/ui/package.json: the script "up" (turbo build) is kept: it calls Turborepo from a package; in Nx it is `nx run-many -t build`',
      ],
    )
  })

  test('what nx.json says already is the user’s', () => {
    const nxJson = { targetDefaults: { build: { cache: true } } }
    const plan = migrated({ ...TURBO, 'nx.json': text(nxJson) })
    expect(plan.json('nx.json')).toMatchObject(nxJson)
    expect(plan.kept[0]).toBe(
      'nx.json: targetDefaults.build is kept: it exists already, and turbo.json says something else',
    )
  })

  test('Turborepo 1: pipeline', () => {
    const plan = migrated({ ...TURBO, 'turbo.json': text({ pipeline: { build: { outputs: ['dist/**'] } } }) })
    expect(plan.json('nx.json')).toMatchObject({
      targetDefaults: { build: { outputs: ['{projectRoot}/dist'] } },
    })
  })

  test('global settings in `global`', () => {
    const plan = migrated({
      ...TURBO,
      'turbo.json': text({
        futureFlags: { globalConfiguration: true },
        global: { inputs: ['a.json'], env: ['X'], ui: 'tui' },
        tasks: {},
      }),
    })
    expect(plan.json('nx.json')).toMatchObject({
      namedInputs: { sharedGlobals: ['{workspaceRoot}/a.json', { env: 'X' }] },
    })
    expect(plan.kept).toEqual([])
  })

  test('crates that Turborepo builds by itself get ours, with what turbo.json adds to them', () => {
    const plan = migrated({
      ...CRATES,
      'turbo.json': text({
        futureFlags: { experimentalCargoWorkspaces: true },
        tasks: {
          build: { env: ['API'], inputs: ['$TURBO_DEFAULT$', '$TURBO_ROOT$/proto/**'] },
          test: {},
          check: {},
          'hello#test': { dependsOn: ['gen#run'] },
          'acme-rust#docs': { command: ['cargo', 'doc'] },
        },
      }),
      'package.json': text({ name: 'acme', devDependencies: { turbo: '2.11.11' } }),
    })
    const inputs = ['...', '{workspaceRoot}/proto/**', { env: 'API' }]
    expect(plan.json('libs/shapes/project.json')).toEqual({ name: 'shapes', targets: { build: { inputs } } })
    expect(plan.json('apps/hello/project.json')).toEqual({
      name: 'hello',
      targets: {
        build: { inputs },
        test: { dependsOn: ['...', { projects: ['gen'], target: 'run' }], inputs: ['...', UPSTREAM] },
      },
    })
    expect(
      plan.rows.map(({ project, target, before, after }) => [project, target, before, after].join(' ')),
    ).toEqual([
      'hello build turbo (cargo build) nx-crane:cargo',
      'hello test turbo (cargo test) nx-crane:cargo',
      'shapes build turbo (cargo build) nx-crane:cargo',
      'shapes test turbo (cargo test) nx-crane:cargo',
    ])
    expect(plan.kept.slice(0, 2)).toEqual([
      'turbo.json: the task "acme-rust#docs" is kept: no package is named "acme-rust"',
      'turbo.json: "check" is kept: `cargo check` of crates has no counterpart; `build` runs the same checks',
    ])
  })
})
