import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NxJsonConfiguration, ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import { TARGET_KINDS, TARGETS } from '@nx-crane/graph'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inferNodes } from './nodes'

let root: string
const notices: string[] = []
const write = process.stderr.write.bind(process.stderr)

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-infer-')))
  notices.length = 0
  process.stderr.write = ((text: string) => notices.push(text) > 0) as typeof process.stderr.write
})
afterEach(() => {
  process.stderr.write = write
  rmSync(root, { recursive: true, force: true })
})

const LIBRARY = { 'crates/engine/Cargo.toml': manifest('engine'), 'crates/engine/src/lib.rs': '' }
const CLI = {
  'crates/cli/Cargo.toml': `${manifest('cli')}description = "The command"\n[dependencies]\nengine = { path = "../engine" }\n`,
  'crates/cli/src/main.rs': 'fn main() {}',
  'crates/cli/benches/speed.rs': 'fn main() {}',
}
const WASM = {
  'crates/chart/Cargo.toml': `${manifest('chart')}[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nwasm-bindgen = "0.2"\nengine = { path = "../engine" }\n`,
  'crates/chart/src/lib.rs': '',
  'crates/chart/package.json': '{"name": "@acme/chart", "version": "1.0.0"}',
}
const ROOT = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'package.json': '{"name": "acme", "private": true, "workspaces": ["crates/*", "packages/*"]}',
}
const WEB = {
  'packages/web/package.json':
    '{"name": "@acme/web", "scripts": {"build": "vite build", "start": "vite"}, "dependencies": {"@acme/ui": "*"}}',
  'packages/ui/package.json':
    '{"name": "@acme/ui", "version": "1.0.0", "dependencies": {"@acme/chart": "*"}}',
}

/** docs/options.md says of each kind which crates have it, and is compared with the table. */
const kindsOf = (...crates: string[]) => TARGET_KINDS.filter((kind) => crates.includes(TARGETS[kind].of))
const EVERY_CRATE = kindsOf('every crate')
const instead = (names: readonly string[], ...taken: string[]) =>
  names.map((name) => (taken.includes(name) ? `cargo-${name}` : name))

describe('crates', () => {
  test('a library has the targets Cargo has for it, a binary can be run, benches make a bench', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...CLI })
    expect(Object.keys(projects['crates/engine']?.targets ?? {})).toEqual(EVERY_CRATE)
    expect(Object.keys(projects['crates/cli']?.targets ?? {})).toEqual(
      kindsOf('every crate', 'programs', 'benches'),
    )
    expect(projects['crates/cli']).toMatchObject({
      name: 'cli',
      projectType: 'application',
      tags: ['rust', 'rust:bin'],
      metadata: { technologies: ['rust'], description: 'The command' },
    })
    expect(projects['crates/cli']?.targets?.run).toMatchObject({ continuous: true, options: { bin: 'cli' } })
  })

  test('builds wait for their key alone, and are cached by it: Cargo compiles what a crate depends on', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...CLI })
    const build = target(projects, 'crates/cli', 'build')
    expect(build.dependsOn).toEqual(['key'])
    expect(build.inputs).toEqual([
      {
        dependentTasksOutputFiles: expect.stringMatching(/^\*\*\/cli-[0-9a-f]{8}\/build$/),
        transitive: false,
      },
      { externalDependencies: [] },
    ])
  })

  test('a wasm crate has its package as build', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM })
    expect(projects['crates/chart']).toMatchObject({
      name: '@acme/chart',
      tags: ['rust', 'rust:lib', 'rust:wasm'],
    })
    expect(target(projects, 'crates/chart', 'build')).toMatchObject({
      executor: 'nx-crane:noop',
      dependsOn: ['key', 'wasm'],
    })
    expect(target(projects, 'crates/chart', 'wasm')).toMatchObject({ outputs: ['{projectRoot}/pkg'] })
  })

  test('a name in the options is the target’s, false leaves it out', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY }, { targets: { build: 'cargo-build', doc: false } })
    expect(Object.keys(projects['crates/engine']?.targets ?? {})).toEqual([
      'key',
      'cargo-build',
      'test',
      'lint',
      'format',
    ])
  })

  test('two crates of one name are two projects', async () => {
    const projects = await infer({
      'a/Cargo.toml': manifest('same'),
      'a/src/lib.rs': '',
      'b/Cargo.toml': manifest('same'),
      'b/src/lib.rs': '',
    })
    expect([projects.a?.name, projects.b?.name]).toEqual(['same', 'same-b'])
  })
})

describe('TypeScript packages that reach a wasm crate', () => {
  test('run after its package and are cached by its content, not by the crate’s sources', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM, ...WEB }, {}, CACHED_BUILDS)
    expect(target(projects, 'packages/web', 'build')).toEqual({
      dependsOn: ['^build', { projects: ['@acme/chart'], target: 'build' }],
      inputs: [
        'default',
        { input: 'default', projects: ['@acme/ui'] },
        { dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true },
      ],
    })
    expect(target(projects, 'packages/web', 'start').inputs).toBeUndefined()
  })

  test('other targets see a new lock or compiler through the named inputs of the crate', async () => {
    const namedInputs = {
      default: ['{projectRoot}/**/*', 'sharedGlobals'],
      production: ['default', '!{projectRoot}/**/*.spec.ts'],
      sources: ['{projectRoot}/src/**/*'],
      sharedGlobals: ['{workspaceRoot}/.nvmrc'],
    }
    const projects = await infer({ ...ROOT, ...LIBRARY, ...WASM, ...WEB }, {}, { namedInputs })
    const own = projects['crates/chart']?.namedInputs
    expect(Object.keys(own ?? {})).toEqual(['default', 'sources'])
    expect(own?.default?.slice(0, 2)).toEqual(namedInputs.default)
    expect(own?.default).toContain('{workspaceRoot}/Cargo.lock')
    expect(own?.sources).toContainEqual({ runtime: 'rustc -vV' })
    expect(projects['crates/engine']?.namedInputs).toBeUndefined()
  })

  test('with a named input `production` what is bundled is cached by it, and by the npm packages that can be used', async () => {
    const lock = {
      packages: Object.fromEntries(NPM.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
    }
    const files = {
      ...{ ...ROOT, ...LIBRARY, ...WASM, ...WEB },
      'package.json':
        '{"name": "root", "workspaces": ["packages/*", "crates/*"], "devDependencies": {"typescript": "*"}}',
      'package-lock.json': JSON.stringify(lock),
      'packages/plain/package.json':
        '{"name": "plain", "dependencies": {"zod": "*"}, "scripts": {"build": "tsc", "test": "x", "pack": "y"}}',
    }
    const targetDefaults = { build: { cache: true }, test: { cache: true } }
    const projects = await infer(files, {}, { targetDefaults, namedInputs: { production: ['default'] } })
    expect(target(projects, 'packages/web', 'build').inputs).toEqual([
      'production',
      { input: 'production', projects: ['@acme/ui'] },
      { externalDependencies: ['typescript'] },
      { dependentTasksOutputFiles: 'crates/chart/pkg/**/*', transitive: true },
    ])
    expect(projects['packages/plain']?.targets).toEqual({
      build: { inputs: ['default', '^production', { externalDependencies: ['typescript', 'zod'] }] },
      test: { inputs: ['default', '^production', { externalDependencies: ['typescript', 'zod'] }] },
    })
  })

  test('a package that reaches none is left to Nx', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, 'packages/ui/package.json': '{"name": "@acme/ui"}' })
    expect(projects['packages/ui']).toBeUndefined()
  })
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

const NPM = ['typescript', 'zod', 'unused']
const CACHED_BUILDS: NxJsonConfiguration = { targetDefaults: { build: { cache: true } } }

function manifest(name: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
}

type Projects = Record<string, Partial<ProjectConfiguration> | undefined>

async function infer(
  files: Record<string, string>,
  options: unknown = {},
  nxJson: NxJsonConfiguration = {},
): Promise<Projects> {
  place(files)
  const results = await inferNodes(Object.keys(files), options, {
    workspaceRoot: root,
    nxJsonConfiguration: nxJson,
  })
  return Object.assign({}, ...results.map(([, { projects }]) => projects))
}

function target(projects: Projects, dir: string, name: string): TargetConfiguration {
  const found = projects[dir]?.targets?.[name]
  if (!found) throw new Error(`${dir} has no target ${name}`)
  return found
}

function place(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
