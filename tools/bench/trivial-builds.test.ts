import type { TargetConfiguration } from '@nx/devkit'
import { expect, test } from 'vitest'
import type { NxGraph, NxProject } from './nx-graph'
import { handwrittenTrivially, inferredTrivially, withoutMetadata } from './trivial-builds'

const keyed = (name: string) => [{ dependentTasksOutputFiles: `**/${name}/build`, transitive: false }]
const project = (
  root: string,
  { dependencies, ...targets }: { dependencies: string[] } & Record<string, TargetConfiguration | string[]>,
): [string, NxProject] => [
  root,
  {
    configuration: { root, name: root, targets: targets as Record<string, TargetConfiguration> },
    dependencies,
  },
]

const inferred: NxGraph = {
  projects: new Map([
    project('engine', {
      dependencies: ['base', 'test-support'],
      key: { executor: 'nx-crane:key' },
      build: {
        executor: 'nx-crane:cargo',
        inputs: keyed('engine'),
        dependsOn: ['key', { projects: ['base'], target: 'build' }],
        outputs: ['{projectRoot}/dist/cargo'],
      },
    }),
    project('glue', {
      dependencies: ['engine'],
      build: { executor: 'nx-crane:noop', dependsOn: ['key', 'wasm'] },
      wasm: { executor: 'nx-crane:wasm', dependsOn: ['key'], outputs: ['{projectRoot}/pkg'] },
    }),
    project('web', {
      dependencies: ['glue'],
      build: { executor: 'nx:run-commands', options: { command: 'tsc --build' }, dependsOn: ['^build'] },
    }),
  ]),
}

test('what compiles is replaced by an executor that replaces what is inferred, and what a task reads, leaves and waits for stays', () => {
  const { projects } = inferredTrivially(inferred)
  expect(projects.get('engine')?.configuration.targets).toEqual({
    key: { executor: 'nx-crane:key' },
    build: {
      executor: 'nx-crane:trivial',
      options: { command: 'mkdir -p dist/cargo && echo built > dist/cargo/built', cwd: 'engine' },
      inputs: keyed('engine'),
      dependsOn: ['key', { projects: ['base'], target: 'build' }],
      outputs: ['{projectRoot}/dist/cargo'],
    },
  })
  expect(projects.get('glue')?.configuration.targets).toMatchObject({
    build: { executor: 'nx-crane:noop', dependsOn: ['key', 'wasm'] },
    wasm: { options: { command: 'mkdir -p pkg && echo built > pkg/built.wasm' }, dependsOn: ['key'] },
  })
  expect(projects.get('web')?.configuration.targets?.build?.dependsOn).toEqual(['^build'])
})

test.each([
  ['engine', ['base'], 'cargoWorkspace'],
  ['glue', ['engine'], 'cargoWorkspace'],
  ['web', ['glue', 'ui'], 'typescriptWorkspace'],
])('by hand %s has one build, and depends on %j', (root, dependencies, shared) => {
  const found: NxGraph = { projects: new Map([project('web', { dependencies: ['ui'] })]) }
  const written = handwrittenTrivially({
    inferred,
    found,
    crateDependencies: new Map([['engine', ['base']]]),
  }).projects.get(root)
  expect(written?.dependencies).toEqual(dependencies)
  expect(Object.keys(written?.configuration.targets ?? {})).toEqual(['build'])
  expect(written?.configuration.targets?.build).toMatchObject({
    dependsOn: ['^build'],
    inputs: ['production', '^production', shared],
  })
})

test('both sides run the same command for the same product', () => {
  const commands = (graph: NxGraph) =>
    [...graph.projects.values()].map(
      ({ configuration: { targets = {} } }) => (targets.wasm ?? targets.build)?.options.command,
    )
  const found: NxGraph = { projects: new Map() }
  expect(commands(inferredTrivially(inferred))).toEqual(
    commands(handwrittenTrivially({ inferred, found, crateDependencies: new Map([['engine', ['base']]]) })),
  )
})

test('what targets say to people is left out', () => {
  const described = { executor: 'nx-crane:key', metadata: { description: 'Computes the keys.' } }
  const { projects } = withoutMetadata({
    projects: new Map([project('engine', { dependencies: [], key: described })]),
  })
  expect(projects.get('engine')?.configuration.targets).toEqual({ key: { executor: 'nx-crane:key' } })
})
