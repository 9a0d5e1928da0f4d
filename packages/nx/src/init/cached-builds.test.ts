import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { planCachedBuilds } from './cached-builds'

const TSCONFIG = '{ "compilerOptions": { "outDir": "dist" } }'
const workspace = {
  'package.json': '{ "workspaces": ["packages/*"] }',
  'packages/a/package.json': '{\n  "name": "a",\n  "scripts": { "build": "tsc" }\n}\n',
  'packages/a/tsconfig.json': TSCONFIG,
}
const plan = (files: Record<string, string>, hasWasmCrates = false, crateDirs: string[] = []) =>
  planCachedBuilds(treeOf(files), { crateDirs: new Set(crateDirs), hasWasmCrates })
const buildIn = (text: string | undefined) =>
  (JSON.parse(text ?? '{}') as { nx?: { targets?: { build?: object } } }).nx?.targets?.build

test('a build whose outputs are known is cached, after the builds of what it needs', () => {
  const { files, written } = plan(workspace)
  expect(files.map(({ path }) => path)).toEqual(['packages/a/package.json'])
  expect(buildIn(files[0]?.text)).toEqual({
    cache: true,
    dependsOn: ['^build'],
    outputs: ['{projectRoot}/dist'],
  })
  expect(written).toEqual([{ dir: 'packages/a/dist', line: 'dist/' }])
})

test('and what the plugin adds for wasm crates stays', () => {
  const { files } = plan(workspace, true)
  expect(buildIn(files[0]?.text)).toMatchObject({ dependsOn: ['...', '^build'] })
})

test('a second time there is nothing to do', () => {
  const first = plan(workspace)
  const after = { ...workspace, ...Object.fromEntries(first.files.map(({ path, text }) => [path, text])) }
  expect(plan(after)).toEqual({ files: [], notes: [], written: [] })
})

test('outputs elsewhere are named from the root, and ignored by their path', () => {
  const { files, written } = plan({
    ...workspace,
    'packages/a/tsconfig.json': '{ "compilerOptions": { "outDir": "../../out/a" } }',
  })
  expect(buildIn(files[0]?.text)).toMatchObject({ outputs: ['{workspaceRoot}/out/a'] })
  expect(written).toEqual([{ dir: 'out/a', line: '/out/a' }])
})

test('of a build that nobody can know is said what to write', () => {
  const { files, notes } = plan({
    ...workspace,
    'packages/a/package.json': '{ "name": "a", "scripts": { "build": "node build.mjs" } }',
  })
  expect(files).toEqual([])
  expect(notes).toEqual([expect.stringMatching(/packages\/a\/package\.json.*"cache": true/)])
})

const DEFAULTS = '{ "targetDefaults": { "build": { "dependsOn": ["^build"], "cache": true } } }'

test('defaults of nx.json give the order', () => {
  const { files } = plan({ ...workspace, 'nx.json': DEFAULTS })
  expect(buildIn(files[0]?.text)).toEqual({ cache: true, outputs: ['{projectRoot}/dist'] })
})

test.each<[string, Record<string, string>]>([
  ['the package says that it is not', { 'packages/a/package.json': packageWith({ cache: false }) }],
  ['the package says what it writes', { 'packages/a/package.json': packageWith({ outputs: [] }) }],
  ['the package has a command of its own', { 'packages/a/package.json': packageWith({ command: 'make' }) }],
  [
    'nx.json says both',
    { 'nx.json': DEFAULTS.replace('"cache"', '"outputs": ["{projectRoot}/lib"], "cache"') },
  ],
  [
    'project.json has a target',
    { 'packages/a/project.json': '{ "targets": { "build": { "command": "make" } } }' },
  ],
  ['it calls Nx', { 'packages/a/package.json': '{ "name": "a", "scripts": { "build": "nx run a:js" } }' }],
  ['it is no project', { 'package.json': '{ "workspaces": ["apps/*"] }' }],
  [
    'it is no target',
    {
      'packages/a/package.json':
        '{ "name": "a", "scripts": { "build": "tsc" }, "nx": { "includedScripts": [] } }',
    },
  ],
])('a build is left alone where %s', (_, files) => {
  expect(plan({ ...workspace, ...files })).toEqual({ files: [], notes: [], written: [] })
})

test('and where a crate lies', () => {
  expect(plan(workspace, false, ['packages/a'])).toEqual({ files: [], notes: [], written: [] })
})

function packageWith(build: object): string {
  return JSON.stringify({ name: 'a', scripts: { build: 'tsc' }, nx: { targets: { build } } })
}
