import { expect, test } from 'vitest'
import { buildCrateGraph } from './build-crate-graph'
import { findManifests } from './find-manifests'
import { graphReport } from './graph-report'
import { childPath, parentDir } from './repository-path'
import { sourceImports } from './source-imports'
import type { EntryKind, SourceTree } from './source-tree'
import { buildWorkspaceGraph, type WorkspaceGraph } from './workspace-graph'

const WASM = {
  'crates/chart/Cargo.toml': crate('chart-core', '[dependencies]\nwasm-bindgen = "0.2"'),
  'crates/chart/src/lib.rs': '',
}
const BESIDE = { ...WASM, 'crates/chart/package.json': npm('@acme/chart', { version: '1.0.0' }) }
const ROOT = { 'package.json': npm('root', { workspaces: ['crates/*', 'apps/*'] }) }
const LINKED = { resolved: 'crates/chart', link: true }

// each row: files, and the edges that anyone who installs and builds them would draw
test.each<[string, Record<string, string>, string[]]>([
  [
    'the package beside a wasm crate, by range',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '^1.0.0' }) },
    ['app → chart (wasm)'],
  ],
  [
    'by workspace protocol',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': 'workspace:*' }) },
    ['app → chart (wasm)'],
  ],
  [
    'by alias of the workspace protocol',
    { ...ROOT, ...BESIDE, ...app({ c: 'workspace:@acme/chart@^1' }) },
    ['app → chart (wasm)'],
  ],
  ['by path', { ...BESIDE, ...app({ c: 'file:../../crates/chart' }) }, ['app → chart (wasm)']],
  [
    'a package directory that is not built yet',
    { ...WASM, ...app({ c: 'link:../../crates/chart/pkg' }) },
    ['app → chart (wasm)'],
  ],
  [
    'one deeper',
    { ...WASM, ...app({ c: 'file:../../crates/chart/dist/pkg-browser' }) },
    ['app → chart (wasm)'],
  ],
  [
    'one that is built is no project',
    {
      ...WASM,
      ...app({ c: 'file:../../crates/chart/pkg' }),
      'crates/chart/pkg/package.json': npm('chart-core', {
        main: 'chart_core.js',
        files: ['chart_core_bg.wasm'],
      }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'a range that the local version does not satisfy',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '0.9.0' }) },
    [],
  ],
  [
    'a package outside the workspace',
    { ...ROOT, ...BESIDE, 'other/app/package.json': npm('app', { dependencies: { '@acme/chart': '*' } }) },
    [],
  ],
  [
    'workspace protocol in a template',
    {
      ...ROOT,
      ...BESIDE,
      'templates/app/package.json': npm('app', { dependencies: { '@acme/chart': 'workspace:*' } }),
    },
    [],
  ],
  [
    'package-lock.json says registry',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({ 'node_modules/@acme/chart': { version: '1.0.0' } }),
    },
    [],
  ],
  [
    'package-lock.json links a directory that is no member',
    {
      'package.json': npm('root', { workspaces: ['apps/*'] }),
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({ 'node_modules/@acme/chart': LINKED }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'package-lock.json: the nearest node_modules counts',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({
        'apps/app/node_modules/@acme/chart': { version: '0.1.0' },
        'node_modules/@acme/chart': LINKED,
      }),
    },
    [],
  ],
  [
    'pnpm',
    {
      ...BESIDE,
      'package.json': npm('root', {}),
      'pnpm-workspace.yaml': "packages:\n  - 'apps/*'\n  - 'crates/*'\n",
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nimporters:\n\n  apps/app:\n    dependencies:\n      '@acme/chart':\n        specifier: ^1\n        version: link:../../crates/chart\n",
      ...app({ '@acme/chart': '^1' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'pnpm took it from the registry',
    {
      ...BESIDE,
      'package.json': npm('root', {}),
      'pnpm-workspace.yaml': "packages: ['apps/*', 'crates/*']\n",
      'pnpm-lock.yaml':
        "importers:\n\n  apps/app:\n    dependencies:\n      '@acme/chart':\n        specifier: ^1\n        version: 1.0.0\n",
      ...app({ '@acme/chart': '^1' }),
    },
    [],
  ],
  [
    'Yarn took it from the registry',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '^1' }),
      'yarn.lock': '"@acme/chart@^1":\n  version "1.0.0"\n  resolved "https://r.example/chart.tgz"\n',
    },
    [],
  ],
  [
    'Yarn linked it',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '^1' }),
      'yarn.lock':
        '"@acme/chart@npm:^1, @acme/chart@workspace:crates/chart":\n  resolution: "@acme/chart@workspace:crates/chart"\n',
    },
    ['app → chart (wasm)'],
  ],
  [
    'an entry point that names the module of a crate elsewhere',
    { ...WASM, 'npm/chart/package.json': npm('chart', { files: ['chart_core_bg.wasm', 'chart_core.js'] }) },
    ['npm/chart → chart (wasm)'],
  ],
  [
    'an entry point that only looks like it',
    {
      'crates/chart/Cargo.toml': crate('index', ''),
      'crates/chart/src/lib.rs': '',
      'npm/chart/package.json': npm('chart', { main: 'index.js' }),
    },
    [],
  ],
  [
    'a crate without a binding is an npm package like any other',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', ''),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (npm)'],
  ],
  [
    'a binding for one target, optional, inherited',
    {
      ...ROOT,
      ...BESIDE,
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nwasm-bindgen = "0.2"',
      'crates/chart/Cargo.toml': crate(
        'chart-core',
        `[target.'cfg(target_arch = "wasm32")'.dependencies]\nwasm-bindgen = { workspace = true, optional = true }`,
      ),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'wasm-pack’s entry points without wasm-bindgen',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', ''),
      'crates/chart/package.json': npm('@acme/chart', { version: '1.0.0', main: 'pkg/chart_core.js' }),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'a native addon and its platform package',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', '[dependencies]\nnapi = "3"\nnapi-derive = "3"'),
      ...app({ '@acme/chart': '*' }),
      'npm/linux/package.json': npm('@acme/chart-linux-x64-gnu', { version: '1.0.0' }),
    },
    ['app → chart (wasm)', 'npm/linux → chart (wasm)'],
  ],
  [
    'between TypeScript packages',
    { ...ROOT, ...app({ lib: '*' }), 'apps/lib/package.json': npm('lib', { version: '1.0.0' }) },
    ['app → lib (npm)'],
  ],
  [
    'two packages of one name: the one of the workspace',
    {
      ...ROOT,
      ...app({ lib: '*' }),
      'apps/lib/package.json': npm('lib', { version: '1.0.0' }),
      'templates/lib/package.json': npm('lib', { version: '1.0.0' }),
    },
    ['app → lib (npm)'],
  ],
  [
    'an import that the package does not declare',
    { ...ROOT, ...BESIDE, ...app({}), 'apps/app/src/a.ts': "import '@acme/chart/web'" },
    ['app → chart (wasm)'],
  ],
  [
    'an import that the root declares',
    {
      'package.json': npm('root', { dependencies: { c: 'file:crates/chart/pkg' } }),
      ...WASM,
      ...app({}),
      'apps/app/src/a.tsx': "import init from 'c'",
    },
    ['app → chart (wasm)', 'root → chart (wasm)'],
  ],
  [
    'an import by path',
    { ...WASM, ...app({}), 'apps/app/src/a.js': "import('../../../crates/chart/pkg/chart_core.js')" },
    ['app → chart (wasm)'],
  ],
  [
    'an import of a name that the lock takes from the registry',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '0.9.0' }), 'apps/app/src/a.ts': "import '@acme/chart'" },
    [],
  ],
  [
    'its own package',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/package.json': npm('@acme/chart', { dependencies: { '@acme/chart': 'file:./pkg' } }),
    },
    [],
  ],
  [
    'paths that leave the repository',
    { ...WASM, ...app({ a: 'file:../../../x', b: 'link:/etc', c: 'file:../../crates/chart/x.tgz' }) },
    [],
  ],
])('%s', (_, files, expected) => {
  const { edges } = build(files)
  expect(edges.map(({ from, to, kind }) => `${short(from)} → ${short(to)} (${kind})`)).toEqual(expected)
})

test('a crate that is only known by a package linked to its build is a wasm crate', () => {
  const files = {
    'crates/chart/Cargo.toml': crate('chart-core', ''),
    'crates/chart/src/lib.rs': '',
    ...app({ c: 'file:../../crates/chart/pkg' }),
  }
  expect(build(files).wasmCrates).toEqual(['crates/chart/Cargo.toml'])
  expect(build({ ...files, ...app({}) }).wasmCrates).toEqual([])
})

test('a broken package.json is one diagnostic; the others stay', () => {
  const graph = build({
    ...ROOT,
    ...BESIDE,
    ...app({ '@acme/chart': '*' }),
    'apps/broken/package.json': '{\n"name": }',
  })
  expect(graph.diagnostics.map(({ file, line }) => `${file}:${line}`)).toEqual(['apps/broken/package.json:2'])
  expect(graph.edges).toHaveLength(1)
})

test('the report is the same for manifests in any order, and names each crate edge once per kind', () => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]',
    'crates/a/Cargo.toml': `${crate('a', '')}\n[dependencies]\nrenamed = { package = "b", path = "../b", optional = true }\n[target.'cfg(unix)'.dependencies]\nb = { path = "../b" }\n[dev-dependencies]\nb = { path = "../b" }`,
    'crates/a/src/lib.rs': '',
    'crates/b/Cargo.toml': crate('b', ''),
    'crates/b/src/lib.rs': '',
  }
  const report = (order: Record<string, string>) => {
    const tree = memoryTree(order)
    const graph = buildCrateGraph(tree, findManifests(tree).cargo)
    return graphReport(graph, buildWorkspaceGraph(tree, graph, []))
  }
  const [a] = report(files).crates
  expect(a?.dependencies).toEqual([
    { name: 'b', rename: null, kind: 'dev', target: null, optional: false, manifest: 'crates/b/Cargo.toml' },
    {
      name: 'b',
      rename: 'renamed',
      kind: 'normal',
      target: null,
      optional: true,
      manifest: 'crates/b/Cargo.toml',
    },
    {
      name: 'b',
      rename: null,
      kind: 'normal',
      target: 'cfg(unix)',
      optional: false,
      manifest: 'crates/b/Cargo.toml',
    },
  ])
  expect(report(files).edges.map(({ kind }) => kind)).toEqual(['dev', 'normal'])
  expect(report(Object.fromEntries(Object.entries(files).reverse()))).toEqual(report(files))
})

function build(files: Record<string, string>): WorkspaceGraph {
  const tree = memoryTree(files)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  return buildWorkspaceGraph(tree, graph, manifests.npm, {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
}

function memoryTree(files: Record<string, string>): SourceTree {
  const directories = new Map<string, Map<string, EntryKind>>([['', new Map()]])
  const add = (path: string, kind: EntryKind): void => {
    const parent = parentDir(path)
    if (!directories.has(parent)) {
      directories.set(parent, new Map())
      add(parent, 'directory')
    }
    directories.get(parent)?.set(path.slice(parent === '' ? 0 : parent.length + 1), kind)
  }
  for (const path of Object.keys(files)) add(childPath('', path), 'file')
  return { read: (path) => files[path], list: (path) => directories.get(path) }
}

function crate(name: string, rest: string): string {
  return `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n${rest}`
}

function npm(name: string, fields: Record<string, unknown>): string {
  return JSON.stringify({ name, ...fields })
}

function app(dependencies: Record<string, string>): Record<string, string> {
  return { 'apps/app/package.json': npm('app', { dependencies }) }
}

function packageLock(packages: Record<string, unknown>): Record<string, string> {
  return { 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }) }
}

function short(manifest: string): string {
  return parentDir(manifest).replace(/^(apps|crates)\//, '') || 'root'
}
