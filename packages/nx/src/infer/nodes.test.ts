import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { NxJsonConfiguration } from '@nx/devkit'
import { describe, expect, test } from 'vitest'
import { InferredRepository } from '../../test-kit/inferred-repository'
import {
  EVERY_CRATE,
  instead,
  kindsOf,
  LIBRARY,
  manifest,
  ROOT,
  target,
  WASM,
  WEB,
} from '../../test-kit/sample-repository'

const repository = new InferredRepository()
const { notices } = repository
const infer = (files: Record<string, string>, options: unknown = {}, nxJson: NxJsonConfiguration = {}) =>
  repository.infer(files, { options, nxJson })

// Nx 23.3.1 with such a project: "project linked not found", whatever task is run.
test('a crate behind a link, of which Nx knows no file, is no project, and one that needs it is', async () => {
  await infer({ 'shared/linked/Cargo.toml': manifest('linked'), 'shared/linked/src/lib.rs': '' })
  mkdirSync(join(repository.root, 'crates'))
  symlinkSync('../shared/linked', join(repository.root, 'crates/linked'))
  const user = `${manifest('user')}[dependencies]\nlinked = { path = "../linked" }\n`
  const projects = await infer({ ...ROOT, 'crates/user/Cargo.toml': user, 'crates/user/src/lib.rs': '' })
  expect(Object.keys(projects)).toContain('crates/user')
  expect(Object.keys(projects)).not.toContain('crates/linked')
})

describe('what stands in the way', () => {
  test('targetDefaults that replace what we infer are named with the mend, and the task is then cached by files', async () => {
    const projects = await infer(
      { ...ROOT, ...LIBRARY },
      {},
      { targetDefaults: { build: { dependsOn: ['^build'] } } },
    )
    expect(notices.join('')).toContain('targetDefaults "build" replace')
    expect(target(projects, 'crates/engine', 'build').inputs).toContain('{workspaceRoot}/Cargo.lock')
  })

  test('defaults for our executors shield our targets', async () => {
    const targetDefaults = { build: { dependsOn: ['^build'] }, 'nx-crane:cargo': {} }
    const projects = await infer({ ...ROOT, ...LIBRARY }, {}, { targetDefaults })
    expect(notices).toEqual([])
    expect(target(projects, 'crates/engine', 'build').inputs).toHaveLength(2)
  })

  test('what a project has stays as it is, from scripts, project.json or another plugin; the crate’s stands beside it', async () => {
    const projects = await infer(
      {
        ...ROOT,
        ...LIBRARY,
        ...WASM,
        ...WEB,
        'crates/chart/package.json':
          '{"name": "@acme/chart", "scripts": {"build": "wasm-pack build --target web"}, "nx": {"targets": {"test": {"command": "x"}, "doc": {"cache": false}}}}',
        'crates/engine/project.json':
          '{"targets": {"lint": {"executor": "@nx/eslint:lint"}, "test": {"executor": "nx-crane:cargo"}, "format": {"dependsOn": []}}}',
        'crates/engine/other.config.js': '',
        'node_modules/other/index.js': `exports.createNodesV2 = ['**/other.config.js', (files) =>
          files.map((file) => [file, { projects: { 'crates/engine': { targets: { build: { command: 'other' } } } } }])]`,
      },
      {},
      { plugins: ['other'], ...CACHED_BUILDS },
    )
    const namesOf = (dir: string) => Object.keys(projects[dir]?.targets ?? {})
    expect(namesOf('crates/chart')).toEqual(instead(kindsOf('every crate', 'wasm crates'), 'build', 'test'))
    expect(namesOf('crates/engine')).toEqual(instead(EVERY_CRATE, 'build', 'lint'))
    expect(notices).toEqual([])
    // What the script leaves is not known: an edit of the crate must reach its users through its sources.
    expect(target(projects, 'packages/web', 'build')).toEqual({
      dependsOn: ['^build', { projects: ['@acme/chart'], target: 'build' }],
    })
  })

  test('the root is a project only where Nx makes one of it, or where it is an app that uses a crate', async () => {
    const link =
      '{"name": "chart", "scripts": {"build": "vite build"}, "dependencies": {"x": "file:crates/chart/pkg"}}'
    const wasm = { ...ROOT, ...LIBRARY, ...WASM, 'crates/chart/package.json': '{}' }
    const shared = await infer({ ...wasm, 'package.json': link })
    expect(shared['.']).toBeUndefined()
    expect(shared['crates/chart']?.name).toBe('chart')
    const app = await infer({ ...wasm, 'package.json': link, 'index.html': '' })
    expect(app['.']?.targets?.build).toMatchObject({
      dependsOn: ['^build', { projects: ['chart'], target: 'build' }],
    })
    expect(app['crates/chart']?.name).toBe('chart')
  })

  test('no two projects have one name', async () => {
    const broken = '[package]\nname = "p\n'
    const projects = await infer({
      't/one/package.json': '{"name": "demo"}',
      't/two/package.json': '{"name": "demo"}',
      'fx/a/bar/Cargo.toml': broken,
      'fx/b/bar/Cargo.toml': broken,
      'bar/Cargo.toml': manifest('bar'),
      'bar/src/lib.rs': '',
      'demo/Cargo.toml': manifest('demo'),
      'demo/src/lib.rs': '',
      'x/project.json': '{"name": "bar-fx-a-bar"}',
    })
    const names = Object.values(projects).map((project) => project?.name)
    expect(names.sort()).toEqual(
      ['bar', 'bar-fx-a-bar-2', 'bar-fx-b-bar', 'demo', 'demo-demo', 'demo-t-two'].sort(),
    )
  })

  test('what is there for tests or as a template is no project, unless something needs it or the options take it in', async () => {
    const files = {
      ...ROOT,
      'Cargo.toml':
        '[workspace]\nmembers = ["crates/*"]\nexclude = ["tests/support", "templates", "examples"]\n',
      ...LIBRARY,
      'crates/engine/Cargo.toml': `${manifest('engine')}[dev-dependencies]\nsupport = { path = "../../tests/support" }\n`,
      'tests/support/Cargo.toml': manifest('support'),
      'tests/support/src/lib.rs': '',
      'examples/game/Cargo.toml': manifest('game'),
      'examples/game/src/lib.rs': '',
      'templates/app/Cargo.toml': manifest('{{name}}'),
      'tests/ui/one/Cargo.toml': manifest('one'),
      'tests/ui/one/src/lib.rs': '',
    }
    expect(Object.keys(await infer(files))).toEqual(['crates/engine', 'tests/support', '.cargo'])
    expect(notices).toEqual([expect.stringMatching(/^nx-crane: 3 manifests are left out/)])
    const chosen = await infer(files, { exclude: ['crates', '!examples/**'] })
    expect(Object.keys(chosen)).toEqual(['examples/game'])
  })

  test('a broken manifest keeps a project whose build fails with file and line; the others stay', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, 'crates/bad/Cargo.toml': '[package]\nname = "bad\n' })
    expect(projects['crates/engine']?.name).toBe('engine')
    const build = target(projects, 'crates/bad', 'build')
    expect(build.executor).toBe('nx-crane:diagnostic')
    expect(build.options.message).toMatch(/^crates\/bad\/Cargo\.toml:2: /)
    expect(notices.join('')).toContain('crates/bad/Cargo.toml:2: ')
  })
})

const CACHED_BUILDS: NxJsonConfiguration = { targetDefaults: { build: { cache: true } } }
