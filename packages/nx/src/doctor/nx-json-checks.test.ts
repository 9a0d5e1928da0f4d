import { expect, test } from 'vitest'
import { SOUND_FILES, said, unsound, WASM_FILES } from '../../test-kit/doctor-facts'

const withNxJson = (json: unknown, files = SOUND_FILES) => ({
  files: { ...files, 'nx.json': typeof json === 'string' ? json : JSON.stringify(json) },
})

test.each([
  [
    '{\n  "plugins": [\n}\n',
    'error nx-json | nx.json:3 | ValueExpected | fix the file and run this again; nothing was changed',
  ],
  [
    '[]',
    'error nx-json | nx.json:1 | this is not an object | write { … } and run this again; nothing was changed',
  ],
  [
    { plugins: [{ plugin: 'nx-crane', options: { profil: 'dev' } }] },
    "error nx-json | nx.json | nx-crane's options.profil is not an option | the options here are builder, targets, testRunner, profile, wasmOutDir, trackFiles, exclude, typescript, observe, notices, cache",
  ],
  [
    { plugins: ['@nx/js/typescript'] },
    'warning nx-json | nx.json | the plugin nx-crane is not among "plugins" | npx nx-crane init',
  ],
])('%j', (json, expected) => {
  expect(said(withNxJson(json))).toEqual([expected])
})

test('targetDefaults that replace ours are shielded as init does it', () => {
  const json = { plugins: ['nx-crane'], targetDefaults: { test: { inputs: ['default'] } } }
  const [found, ...others] = unsound(withNxJson(json))
  expect(others).toEqual([])
  expect(found).toMatchObject({
    id: 'target-defaults',
    level: 'warning',
    mend: 'add to targetDefaults: "nx-crane:cargo": {}',
    fix: { by: 'edit', path: 'nx.json' },
  })
  const text = found?.fix?.by === 'edit' ? found.fix.text : ''
  expect(JSON.parse(text)).toEqual({
    ...json,
    targetDefaults: { ...json.targetDefaults, 'nx-crane:cargo': {} },
  })
  expect(unsound(withNxJson(text))).toEqual([])
})

test('inputs that hide WebAssembly packages are an error that a person mends', () => {
  const json = {
    plugins: ['nx-crane'],
    targetDefaults: {
      build: { inputs: ['production', '^production'] },
      'nx-crane:cargo': {},
      'nx-crane:noop': {},
    },
  }
  expect(unsound(withNxJson(json, WASM_FILES))).toEqual([
    expect.objectContaining({ id: 'stale-inputs', level: 'error', mend: 'npx nx-crane init', fix: null }),
  ])
  expect(unsound(withNxJson(json))).toEqual([])
})

test.each([
  ['composed by ours', ['@nx/js/typescript', 'nx-crane'], ['note needless-plugins']],
  [
    'with the options of ours',
    [{ plugin: '@nx/vitest', options: { testTargetName: 'test' } }, 'nx-crane'],
    ['note needless-plugins'],
  ],
  ['for some files', [{ plugin: '@nx/vitest', include: ['apps/**'] }, 'nx-crane'], []],
  ['with options of its own', [{ plugin: '@nx/js/typescript', options: { build: false } }, 'nx-crane'], []],
  ['for the same crates', ['@monodon/rust', 'nx-crane'], ['note needless-plugins']],
  ['without ours', ['@nx/js/typescript'], ['warning nx-json']],
])('a plugin %s', (_, plugins, expected) => {
  expect(said(withNxJson({ plugins })).map((line) => line.split(' | ')[0])).toEqual(expected)
})

const WEB = { 'apps/web/package.json': '{ "name": "web", "scripts": { "build": "vite build" } }' }

test.each([
  ['with nothing that caches it', {}, {}, true],
  [
    'that nx.json has cached',
    { targetDefaults: { build: { cache: true }, 'nx-crane:cargo': {} } },
    {},
    false,
  ],
  ['that the package has cached', {}, { nx: { targets: { build: { cache: true } } } }, false],
  ['that starts Nx itself', {}, { scripts: { build: 'nx build web' } }, false],
  ['that is no target of Nx', {}, { nx: { includedScripts: [] } }, false],
])('a build script %s', (_, nxJson, manifest, isSaid) => {
  const web = { ...JSON.parse(WEB['apps/web/package.json']), ...manifest }
  const files = { ...SOUND_FILES, 'apps/web/package.json': JSON.stringify(web) }
  expect(said(withNxJson({ plugins: ['nx-crane'], ...nxJson }, files))).toEqual(
    isSaid
      ? [
          'warning cached-scripts | apps/web/package.json | the build script of web runs each time: nothing allows Nx to cache it | "nx": { "targets": { "build": { "cache": true, "outputs": ["{projectRoot}/dist"] } } } in package.json, with the directories that it writes',
        ]
      : [],
  )
})

test('targets of crates that scripts and project.json have are named with their owners', () => {
  const files = {
    ...SOUND_FILES,
    'package.json': '{ "name": "root", "workspaces": ["crates/*"], "devDependencies": { "nx": "23.3.1" } }',
    'crates/engine/package.json':
      '{ "name": "@acme/engine", "scripts": { "test": "node test.js", "other": "true" } }',
    'crates/engine/project.json':
      '{ "targets": { "lint": { "command": "true" }, "build": { "dependsOn": [] } } }',
  }
  expect(said({ files })).toEqual([
    'note taken-targets | crates/engine/package.json | 2 targets of crates are not nx-crane’s: @acme/engine:test (crates/engine/package.json; nx-crane’s is cargo-test) and @acme/engine:lint (crates/engine/project.json; nx-crane’s is cargo-lint) | nothing, if that is intended: nx-crane’s stand beside them; npx nx-crane migrate hands over those that nx-crane can replace',
  ])
})

test('Vite plugins that ours does the work of are noted', () => {
  const files = {
    ...SOUND_FILES,
    'apps/web/package.json': '{ "name": "web", "devDependencies": { "vite-plugin-rsw": "2" } }',
  }
  expect(said({ files })).toEqual([
    'note vite-plugins | apps/web/package.json | vite-plugin-rsw can be replaced by @nx-crane/vite, which builds crates of the repository itself | npm install -D @nx-crane/vite, and nxCrane() in "plugins" of the Vite configuration',
  ])
})
