import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { migrated, text } from '../../../test-kit/sample-migration'
import { turboConfigIn } from './turbo-config'
import { upstreamEnv } from './upstream-env'

const UPSTREAM = { dependentTasksOutputFiles: '**/*', transitive: true }
const TURBO = {
  'turbo.json': text({
    tasks: {
      codegen: { outputs: ['src/gen.ts'], env: ['GEN'] },
      build: { dependsOn: ['^build', 'codegen'], env: ['API_URL', 'NEXT_*'], outputs: ['dist/**'] },
      'web#build': { dependsOn: ['^build', 'ui#codegen'], outputs: ['out/**'], env: ['WEB_ONLY'] },
      test: { dependsOn: ['build'] },
      lint: { dependsOn: ['^build'], cache: false },
      around: { dependsOn: ['about'], env: ['A'] },
      about: { dependsOn: ['around'], env: ['B'] },
    },
  }),
  'package.json': text({ name: 'acme', workspaces: ['web', 'ui'] }),
  'web/package.json': text({ name: 'web', scripts: { build: 'x', codegen: 'x', about: 'x', around: 'x' } }),
  'ui/package.json': text({ name: 'ui', scripts: { build: 'x', codegen: 'x' } }),
  'ui/turbo.json': text({ extends: ['//'], tasks: { codegen: { env: ['$TURBO_EXTENDS$', 'UI'] } } }),
}
const [root, tree] = [turboConfigIn(treeOf(TURBO), ''), treeOf(TURBO)]
const packages = ['web', 'ui'].map((name) => ({
  name,
  dir: name,
  manifest: `${name}/package.json`,
  scripts: {},
}))

// `turbo run build test codegen --dry=json` (2.11.11): the hash of a task changes with each of these, WEB_ONLY in the web package
// alone. Turborepo refuses the two that go around; reading them has to end.
test.each<[string, string[]]>([
  ['codegen', []],
  ['build', ['API_URL', 'WEB_ONLY', 'GEN', 'UI']],
  ['web#build', ['API_URL', 'WEB_ONLY', 'GEN', 'UI']],
  ['test', ['API_URL', 'WEB_ONLY', 'GEN', 'UI']],
  ['around', ['B', 'A']],
])('%s', (name, variables) => {
  if (root === null) throw new Error('no turbo.json')
  expect([...upstreamEnv(root, { packages, tree })(root.tasks[name] ?? {})].sort()).toEqual(variables.sort())
})

test('targets have the outputs and the variables of the tasks before them, those of one package too', () => {
  const plan = migrated(TURBO)
  const further = ['WEB_ONLY', 'API_URL', 'GEN', 'UI'].map((env) => ({ env }))
  const { inputs } = (plan.json('web/package.json') as { nx: { targets: { build: { inputs: unknown[] } } } })
    .nx.targets.build
  expect(inputs.slice(0, 4)).toEqual(['default', '^default', UPSTREAM, { env: 'WEB_ONLY' }])
  expect(inputs).toEqual(expect.arrayContaining(further))
  const { test: tested, lint } = (
    plan.json('nx.json') as { targetDefaults: Record<string, { inputs?: unknown[] }> }
  ).targetDefaults
  expect(tested?.inputs).toEqual(expect.arrayContaining([UPSTREAM, ...further]))
  expect(lint?.inputs).not.toContainEqual(UPSTREAM)
})

test('what a package says itself is added to what the root says of its task', () => {
  const own = text({ extends: ['//'], tasks: { build: { env: ['$TURBO_EXTENDS$', 'OWN'] } } })
  const plan = migrated({ ...TURBO, 'web/turbo.json': own })
  const { build } = (
    plan.json('web/package.json') as {
      nx: { targets: { build: { inputs: unknown[]; outputs: string[]; dependsOn: unknown[] } } }
    }
  ).nx.targets
  expect(build.inputs).toEqual(
    expect.arrayContaining([
      UPSTREAM,
      ...['WEB_ONLY', 'OWN', 'API_URL', 'GEN', 'UI'].map((env) => ({ env })),
    ]),
  )
  expect(build.outputs).toEqual(['{projectRoot}/out'])
  expect(build.dependsOn).toEqual(['^build', { projects: ['ui'], target: 'codegen' }])
})
