import { expect, test } from 'vitest'
import { scriptTargets, type Wiring, wireProject } from './typescript-wiring'

const wiring: Wiring & { scripts: readonly string[] } = {
  package: { name: 'web', manifest: 'web/package.json' } as unknown as Wiring['package'],
  builds: [{ projects: ['chart'], target: 'build' }],
  packages: ['ui'],
  externals: null,
  content: [{ dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true }],
  onlyWasm: true,
  devServer: { buildsCrates: false, readsSources: false },
  scripts: ['lint'],
}
const CHART = { projects: ['chart'], target: 'build' }

function wired(target: object, devServer = wiring.devServer) {
  const project = { targets: { check: target, lint: {} } }
  return wireProject(project, { ...wiring, devServer }).targets
}

// As Vite's plugin infers it.
const serve = { continuous: true, options: { command: 'vite' } }

test.each([
  [
    'without the Vite plugin waits for all',
    serve,
    { buildsCrates: false, readsSources: true },
    ['^build', CHART],
  ],
  [
    'waits for libraries that have to be built',
    serve,
    { buildsCrates: true, readsSources: false },
    ['^build'],
  ],
  ['waits for nothing that it builds by itself', serve, { buildsCrates: true, readsSources: true }, []],
  [
    'is no preview',
    { continuous: true, options: { command: 'vite preview' }, dependsOn: ['build'] },
    { buildsCrates: true, readsSources: true },
    ['build', CHART],
  ],
])('a dev server %s', (_, target, devServer, expected) => {
  expect(wired(target, devServer)?.check?.dependsOn).toEqual(expected)
})

test.each([
  ['vite', []],
  ['vite --port 4000 --host', []],
  ['vite dev', []],
  ['vite preview', [CHART]],
  ['vite build', [CHART]],
  ['tsc -b && vite', [CHART]],
])('of the scripts of an app with the Vite plugin, `%s` waits for %j', (command, expected) => {
  const app = {
    ...wiring,
    package: { ...wiring.package, scripts: { start: command } },
    devServer: { buildsCrates: true, readsSources: true },
    scripts: ['start'],
    inputsOf: () => null,
  }
  expect(scriptTargets(app).start?.dependsOn).toEqual(expected)
})

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
    { dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true },
  ])
})
