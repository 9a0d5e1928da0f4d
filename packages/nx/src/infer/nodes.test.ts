import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NxJsonConfiguration, ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
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

describe('crates', () => {
  test('a library has the targets Cargo has for it, a binary can be run, benches make a bench', async () => {
    const projects = await infer({ ...ROOT, ...LIBRARY, ...CLI })
    expect(Object.keys(projects['crates/engine']?.targets ?? {})).toEqual([
      'key',
      'build',
      'test',
      'lint',
      'format',
      'doc',
    ])
    expect(Object.keys(projects['crates/cli']?.targets ?? {})).toEqual([
      'key',
      'build',
      'test',
      'lint',
      'format',
      'doc',
      'run',
      'bench',
    ])
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

  test('with a named input `production` what is built is cached by it, and by the npm packages that can be used', async () => {
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
      build: { inputs: ['production', '^production', { externalDependencies: ['typescript', 'zod'] }] },
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

  test('a script beside the manifest stays the command and gets the key', async () => {
    const projects = await infer({
      ...ROOT,
      ...LIBRARY,
      ...WASM,
      'crates/chart/package.json':
        '{"name": "@acme/chart", "scripts": {"build": "wasm-pack build --target web"}}',
    })
    expect(notices.join('')).toContain('"build" of crates/chart/package.json')
    expect(target(projects, 'crates/chart', 'build')).toMatchObject({ cache: true, dependsOn: ['key'] })
    expect(target(projects, 'crates/chart', 'build').executor).toBeUndefined()
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
