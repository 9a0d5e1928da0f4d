import { expect, test } from 'vitest'
import { parseOptions } from './options'
import { type Wiring, wireProject } from './typescript-wiring'

const wiring: Wiring & { scripts: readonly string[] } = {
  package: { name: 'web', manifest: 'web/package.json' } as unknown as Wiring['package'],
  crates: ['chart'],
  packages: ['ui'],
  externals: null,
  onlyWasm: true,
  scripts: ['lint'],
}
const CHART = { projects: ['chart'], target: 'build' }

function wired(target: object) {
  const project = { targets: { check: target, lint: {} } }
  return wireProject(project, wiring, parseOptions(undefined)).targets
}

test('a target that does not say what it waits for waits for all that its package imports', () => {
  expect(wired({ command: 'vitest' })).toEqual({ check: { command: 'vitest', dependsOn: ['^build', CHART] } })
  expect(wired({ dependsOn: ['build'] })).toEqual({ check: { dependsOn: ['build', CHART] } })
  expect(wired({ dependsOn: [] })).toEqual({ check: { dependsOn: [CHART] } })
})

test('where npm packages are not known by name and a plugin names some, Nx is led along the edges to the others', () => {
  const inputs = ['production', '^production', { externalDependencies: ['vite'] }]
  expect(wired({ inputs })?.check?.inputs).toEqual([
    'production',
    { input: 'production', projects: ['ui'] },
    { externalDependencies: ['vite'] },
    '^{projectRoot}/package.json',
    { dependentTasksOutputFiles: '**/pkg/**/*', transitive: true },
  ])
})
