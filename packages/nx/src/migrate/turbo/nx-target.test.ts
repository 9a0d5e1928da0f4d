import { expect, test } from 'vitest'
import { toNxTarget } from './nx-target'

const UPSTREAM = { dependentTasksOutputFiles: '**/*', transitive: true }

const target = (task: Record<string, unknown>) => toNxTarget(task, { hasGlobals: true, dir: null })

// the words of turbo.json are those of its documentation and schema in turbo 2.11.11
test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['a task without settings', {}, { cache: true }],
  [
    'order',
    { dependsOn: ['^build', 'codegen', 'ui#build'] },
    {
      cache: true,
      dependsOn: ['^build', 'codegen', { projects: ['ui'], target: 'build' }],
      inputs: ['default', '^default', UPSTREAM],
    },
  ],
  [
    'order of what is not cached',
    { dependsOn: ['^build'], cache: false },
    { cache: false, dependsOn: ['^build'] },
  ],
  [
    'outputs',
    { outputs: ['dist/**', '.next/**', '!.next/cache/**', 'a.js', '$TURBO_ROOT$/out/**'] },
    {
      cache: true,
      outputs: [
        '{projectRoot}/dist',
        '{projectRoot}/.next',
        '!{projectRoot}/.next/cache',
        '{projectRoot}/a.js',
        '{workspaceRoot}/out',
      ],
    },
  ],
  ['not cached', { cache: false }, { cache: false }],
  [
    'until stopped',
    { cache: false, persistent: true, interactive: true },
    { continuous: true, cache: false },
  ],
  [
    'variables',
    { env: ['API'], passThroughEnv: ['TOKEN'] },
    { cache: true, inputs: ['default', '^default', { env: 'API' }] },
  ],
  [
    'variables of Turborepo 1.4',
    { dependsOn: ['$API', '^build'] },
    { cache: true, dependsOn: ['^build'], inputs: ['default', '^default', UPSTREAM, { env: 'API' }] },
  ],
  [
    'inputs',
    { inputs: ['src/**', '!src/**/*.md', '$TURBO_ROOT$/a.json'] },
    {
      cache: true,
      inputs: [
        '{projectRoot}/src/**',
        '!{projectRoot}/src/**/*.md',
        '{workspaceRoot}/a.json',
        '{projectRoot}/package.json',
        'sharedGlobals',
      ],
    },
  ],
  [
    'default inputs and fewer',
    { inputs: ['$TURBO_DEFAULT$', '!README.md'], dependsOn: ['^build'] },
    {
      cache: true,
      dependsOn: ['^build'],
      inputs: [
        'default',
        '!{projectRoot}/README.md',
        '^default',
        { dependentTasksOutputFiles: '**/*', transitive: true },
      ],
    },
  ],
  [
    'outputs of others as inputs',
    { inputs: [{ mode: 'dependencyOutputs', globs: ['dist/**/*.d.ts'] }] },
    {
      cache: true,
      inputs: [
        { dependentTasksOutputFiles: '**/dist/**/*.d.ts', transitive: true },
        '{projectRoot}/package.json',
        'sharedGlobals',
      ],
    },
  ],
  [
    '.env files',
    { dotEnv: ['.env'] },
    { cache: true, inputs: ['{projectRoot}/.env', '{projectRoot}/package.json', 'sharedGlobals'] },
  ],
  ['what is only printed', { outputLogs: 'new-only', description: 'x', tags: ['ci'] }, { cache: true }],
])('%s', (_, task, value) => {
  expect(target(task)).toEqual({ value, lost: [] })
})

test.each<[Record<string, unknown>, string]>([
  [{ env: ['NEXT_*'] }, 'env "NEXT_*"'],
  [{ env: ['!SECRET'] }, 'env "!SECRET"'],
  [{ inputs: ['../../tsconfig.json'] }, 'inputs "../../tsconfig.json"'],
  [{ outputs: ['../../target/**'] }, 'outputs "../../target/**"'],
  [{ inputs: [{ mode: 'jit', globs: ['x'] }] }, 'inputs with the mode "jit"'],
  [{ with: ['api#dev'] }, '"with"'],
  [{ command: ['cargo', 'doc'] }, '"command"'],
  [{ dependsOn: ['//#format'] }, 'dependsOn "//#format"'],
])('%o is not carried over, and said', (task, what) => {
  expect(target(task).lost.map((each) => each.what)).toEqual([what])
})

test('a path out of a package is one of the repository where the package is known', () => {
  const task = { inputs: ['../../crates/**', '../ui/a.json'], outputs: ['../../target/**'] }
  expect(toNxTarget(task, { hasGlobals: false, dir: 'packages/next' })).toEqual({
    value: {
      cache: true,
      inputs: [
        '{workspaceRoot}/crates/**',
        '{workspaceRoot}/packages/ui/a.json',
        '{projectRoot}/package.json',
      ],
      outputs: ['{workspaceRoot}/target'],
    },
    lost: [],
  })
})
