import { CRATE_TASK_KINDS } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { InferredRepository, type Projects } from '../../test-kit/inferred-repository'
import { inferDependencies } from './dependencies'

const repository = new InferredRepository()
const { notices } = repository

const crate = (name: string, further = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${further}`
const npm = (name: string, further: object = {}) =>
  JSON.stringify({ name, version: '1.0.0', private: true, scripts: { build: 'vite build' }, ...further })
const ROOT = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'package.json': '{"name": "acme", "private": true, "workspaces": ["crates/*", "packages/*"]}',
}
const WEB = { 'packages/web/package.json': npm('@acme/web'), 'packages/web/index.html': '<p>' }
const PAGE = 'pub const PAGE: &str = include_str!("../../../packages/web/dist/index.html");'
const SERVER = {
  'crates/server/Cargo.toml': crate('server'),
  'crates/server/src/main.rs': `${PAGE} fn main() {}`,
}
const WASM_LIB = '[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nwasm-bindgen = "0.2"\n'

test('the key of a crate waits for the build whose output it reads, and its other tasks for the key', async () => {
  const projects = await infer({ ...ROOT, ...WEB, ...SERVER })
  const web = [{ target: 'build', projects: ['directory:packages/web'] }]
  expect(dependsOn(projects, 'crates/server')).toEqual({
    ...Object.fromEntries(CRATE_TASK_KINDS.map((kind) => [kind, ['key']])),
    key: web,
    run: web,
  })
  expect(projects['crates/server']?.targets?.key?.options).toMatchObject({ readsOutputs: true })
  expect(edges(projects)).toEqual(['server → @acme/web (implicit)'])
})

test('so does that of a crate that is compiled with it', async () => {
  const tool = {
    'crates/tool/Cargo.toml': crate('tool', '[dependencies]\nserver = { path = "../server" }\n'),
  }
  const projects = await infer({ ...ROOT, ...WEB, ...SERVER, ...tool, 'crates/tool/src/lib.rs': '' })
  expect(dependsOn(projects, 'crates/tool').key).toEqual([
    { target: 'build', projects: ['directory:packages/web'] },
  ])
})

test('for a source there is nothing to wait for', async () => {
  const source = { 'crates/server/src/main.rs': SERVER['crates/server/src/main.rs'].replace('dist/', '') }
  const projects = await infer({ ...ROOT, ...WEB, ...SERVER, ...source })
  expect(dependsOn(projects, 'crates/server').key).toBeUndefined()
  expect(projects['crates/server']?.targets?.key?.options).not.toHaveProperty('readsOutputs')
  expect(edges(projects)).toEqual(['server → @acme/web (implicit)'])
})

test('the build of a crate has the name that options give it', async () => {
  const files = {
    ...ROOT,
    'crates/chart/Cargo.toml': crate('chart', WASM_LIB),
    'crates/chart/src/lib.rs': '',
    'crates/server/Cargo.toml': crate('server'),
    'crates/server/src/lib.rs': 'include_bytes!("../../chart/pkg/chart_bg.wasm");',
  }
  const projects = await infer(files, { targets: { build: 'make' } })
  expect(dependsOn(projects, 'crates/server').key).toEqual([
    { target: 'make', projects: ['directory:crates/chart'] },
  ])
})

const BOTH = {
  ...ROOT,
  'crates/chart/Cargo.toml': crate('chart', WASM_LIB),
  'crates/chart/package.json': npm('@acme/chart', { scripts: {} }),
  'crates/chart/src/lib.rs': PAGE,
  'packages/web/package.json': npm('@acme/web', { dependencies: { '@acme/chart': '*' } }),
}

test('where a package needs the crate that reads its output, no task waits, and that is said', async () => {
  const projects = await infer(BOTH)
  expect(dependsOn(projects, 'crates/chart').key).toBeUndefined()
  expect(notices.filter((notice) => notice.includes('in turn'))).toEqual([
    expect.stringContaining(
      'crates/chart/Cargo.toml: the crate is compiled with packages/web/dist/index.html',
    ),
  ])
  expect(edges(projects)).toEqual([
    '@acme/chart → @acme/web (implicit)',
    '@acme/web → @acme/chart (implicit)',
  ])
})

test('nor is there an edge, where nx.json has the builds of crates wait for all that they need', async () => {
  const projects = await infer(BOTH)
  const build = { dependsOn: ['^build'] }
  const replaced = Object.entries(projects).map(([dir, project]): [string, Projects[string]] => [
    dir,
    { ...project, targets: { ...project.targets, build } },
  ])
  expect(edges(Object.fromEntries(replaced))).toEqual(['@acme/web → @acme/chart (implicit)'])
})

const TAURI = {
  'src-tauri/Cargo.toml': crate('shell'),
  'src-tauri/src/main.rs': 'fn main() {}',
  'src-tauri/tauri.conf.json':
    '{"build":{"frontendDist":"../dist","beforeBuildCommand":"npm run build:page"}}',
}

test('a root package that Nx makes no project of is one where a script of it makes a page', async () => {
  const scripts = { 'build:page': 'vite build', dev: 'vite' }
  const projects = await infer({ ...TAURI, 'package.json': npm('page', { scripts }) })
  expect(projects['.']).toMatchObject({
    name: 'page',
    root: '.',
    targets: { 'build:page': { executor: 'nx:run-script', options: { script: 'build:page' } } },
  })
  expect(dependsOn(projects, 'src-tauri').key).toEqual([{ target: 'build:page', projects: ['directory:.'] }])
  expect(edges(projects)).toEqual(['shell → page (implicit)'])
})

test('one that Nx makes a project of is left to it', async () => {
  const projects = await infer({ ...TAURI, 'package.json': npm('page', { nx: {} }) })
  expect(projects['.']).toBeUndefined()
})

test('a script beside the manifest that is none of the crate’s own tasks is waited for', async () => {
  const files = {
    'Cargo.toml': crate('shell'),
    'src/main.rs': 'fn main() {}',
    'package.json': npm('page', { scripts: { 'build:page': 'vite build' } }),
    'tauri.conf.json': '{"build":{"frontendDist":"dist","beforeBuildCommand":"npm run build:page"}}',
  }
  const projects = await infer(files)
  expect(dependsOn(projects, '.').key).toEqual([{ target: 'build:page', projects: ['directory:.'] }])
  expect(projects['.']?.targets?.['build:page']?.executor).toBe('nx:run-script')
  const own = files['tauri.conf.json'].replace('build:page', 'build')
  const others = await infer({ ...files, 'tauri.conf.json': own, 'package.json': npm('page') })
  expect(dependsOn(others, '.').key).toBeUndefined()
})

test('a page whose script starts the program that it is in does not depend on that', async () => {
  const dev = 'cargo run --manifest-path ../../crates/server/Cargo.toml'
  const web = { 'packages/web/package.json': npm('@acme/web', { scripts: { build: 'vite build', dev } }) }
  const projects = await infer({ ...ROOT, ...WEB, ...web, ...SERVER })
  expect(edges(projects)).toEqual(['server → @acme/web (implicit)'])
})

test('the build of a crate comes after that of a package whose sources it includes, unless that needs the crate', async () => {
  const include = 'const P: &str = include_str!("../../../packages/web/index.html"); fn main() {}'
  const server = { ...SERVER, 'crates/server/src/main.rs': include }
  const projects = await infer({ ...ROOT, ...WEB, ...server })
  const web = { target: 'build', projects: ['directory:packages/web'] }
  expect(dependsOn(projects, 'crates/server')).toMatchObject({ build: ['key', web], test: ['key'] })
  expect(dependsOn(projects, 'crates/server').key).toBeUndefined()
  expect(edges(projects)).toEqual(['server → @acme/web (implicit)'])
  const tested = { ...SERVER, 'crates/server/src/main.rs': '', 'crates/server/tests/page.rs': include }
  expect(dependsOn(await infer({ ...ROOT, ...WEB, ...tested }), 'crates/server').build).toEqual(['key'])
  const circle = await infer({
    ...ROOT,
    'packages/web/package.json': npm('@acme/web', { dependencies: { '@acme/server': '*' } }),
    ...server,
    'crates/server/Cargo.toml': crate('server', WASM_LIB),
    'crates/server/src/lib.rs': include,
    'crates/server/package.json': npm('@acme/server', { scripts: {} }),
  })
  expect(dependsOn(circle, 'crates/server').wasm).toEqual(['key'])
  expect(notices).toEqual([])
})

async function infer(files: Record<string, string>, options: unknown = {}): Promise<Projects> {
  placed = Object.keys(files)
  return repository.infer(files, { options })
}

let placed: string[] = []

function dependsOn(projects: Projects, dir: string): Record<string, unknown> {
  const targets = Object.entries(projects[dir]?.targets ?? {})
  return Object.fromEntries(targets.map(([name, target]) => [name, target.dependsOn]))
}

/** The package has the project that Nx itself makes. */
function edges(found: Projects): string[] {
  const named = Object.entries(found).flatMap(([dir, project]) =>
    project.name === undefined ? [] : [[project.name, { root: dir, ...project }] as const],
  )
  const web = [['@acme/web', { root: 'packages/web', targets: { build: {} } }] as const]
  const fileMap = { nonProjectFiles: placed.map((file) => ({ file, hash: '' })), projectFileMap: {} }
  const context = {
    projects: Object.fromEntries([...named, ...(placed.includes('packages/web/package.json') ? web : [])]),
    fileMap,
    filesToProcess: fileMap,
    externalNodes: {},
    nxJsonConfiguration: {},
    workspaceRoot: repository.root,
  }
  return inferDependencies({}, context as never)
    .map(({ source, target, type }) => `${source} → ${target} (${type})`)
    .sort()
}
