import type { AdoptionCase, Files } from '../adoption-case'
import {
  instead,
  json,
  LIBRARY,
  library,
  npmPackage,
  npmWorkspace,
  PROGRAM,
  plainRoot,
  program,
  WASM,
  wasmLibrary,
} from './manifests'

// What a project has already stays what it is; ours stands beside it under a name of its own.

const says = (text: string) => `node -e "console.log('${text}')"`

const FOUR = { build: says('build'), test: says('test'), lint: says('lint'), format: says('format') }

const four = ['run', 'core:build', 'core:test', 'core:lint', 'core:format']
const core = { projects: { 'crates/core': 'core' } }
const runFour = four.slice(1).map((task) => ['run', task])

const eslint: Files = {
  'eslint.config.mjs': 'export default [{ files: ["**/*.js"], rules: { "no-var": "error" } }]\n',
}
const page: Files = {
  ...npmPackage('crates/page', { name: 'page' }),
  ...library('crates/page', 'page-crate'),
  'crates/page/web.js': 'let one = 1\none += 1\n',
}
const bridge = npmWorkspace(['crates/*'])

export const keptTargets: readonly AdoptionCase[] = [
  {
    name: 'scripts-beside-a-crate',
    files: {
      ...npmWorkspace(['crates/*']),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('crates/core', { name: 'core', scripts: FOUR }),
    },
    ...core,
    added: { 'crates/core': instead(LIBRARY, 'build', 'test', 'lint', 'format') },
    commands: runFour,
    alsoOnNx24: true,
  },
  {
    name: 'targets-of-project-json-beside-a-crate',
    files: {
      ...plainRoot(),
      ...library('crates/core', 'core-lib'),
      'crates/core/project.json': json({
        name: 'core',
        targets: Object.fromEntries(Object.entries(FOUR).map(([name, command]) => [name, { command }])),
      }),
    },
    ...core,
    added: { 'crates/core': instead(LIBRARY, 'build', 'test', 'lint', 'format') },
    commands: runFour,
    alsoOnNx24: true,
  },
  {
    name: 'run-commands-target-with-outputs-of-its-own',
    files: {
      ...plainRoot(),
      ...program('crates/tool', 'tool'),
      'crates/tool/project.json': json({
        name: 'tool',
        targets: {
          build: {
            executor: 'nx:run-commands',
            outputs: ['{workspaceRoot}/bin'],
            cache: true,
            inputs: ['default'],
            options: { commands: [says('one'), says('two')], parallel: false },
            configurations: { production: { commands: [says('three')] } },
          },
          key: { command: says('key') },
          run: { command: says('run') },
        },
      }),
    },
    projects: { 'crates/tool': 'tool' },
    added: { 'crates/tool': instead(PROGRAM, 'build', 'key', 'run') },
    commands: [
      ['run', 'tool:build'],
      ['run', 'tool:key'],
      ['run', 'tool:run'],
    ],
  },
  {
    name: 'nx-targets-in-package-json',
    files: {
      ...npmWorkspace(['crates/*']),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('crates/core', {
        name: 'core',
        scripts: { build: says('build') },
        nx: { includedScripts: [], targets: { lint: { command: says('lint') } } },
      }),
    },
    ...core,
    added: { 'crates/core': instead(LIBRARY, 'lint') },
    commands: [['run', 'core:lint']],
  },
  ...(['last', 'first'] as const).map(
    (add): AdoptionCase => ({
      name: `eslint-plugin-and-ours-${add}`,
      files: {
        ...npmWorkspace(['crates/*'], {}, { plugins: ['@nx/eslint/plugin'] }),
        ...eslint,
        ...page,
      },
      plugins: ['@nx/eslint'],
      add,
      projects: { 'crates/page': 'page' },
      added: { 'crates/page': instead(LIBRARY, 'lint') },
      commands: [['run', 'page:lint']],
    }),
  ),
  {
    name: 'eslint-plugin-with-a-target-name-of-its-own',
    files: {
      ...npmWorkspace(
        ['crates/*'],
        {},
        { plugins: [{ plugin: '@nx/eslint/plugin', options: { targetName: 'test' } }] },
      ),
      ...eslint,
      ...page,
    },
    plugins: ['@nx/eslint'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'test') },
    commands: [['run', 'page:test']],
  },
  {
    name: 'jest-plugin',
    files: {
      ...bridge,
      'nx.json': json({ analytics: false, plugins: ['@nx/jest/plugin'] }),
      ...page,
      'crates/page/jest.config.js': 'module.exports = { testEnvironment: "node" }\n',
      'crates/page/one.test.js': 'test("one", () => { expect(1).toBe(1) })\n',
    },
    plugins: ['@nx/jest'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'test') },
    commands: [['run', 'page:test']],
  },
  {
    name: 'vite-plugin-with-a-crate-beside-it',
    files: {
      ...bridge,
      'nx.json': json({ analytics: false, plugins: ['@nx/vite/plugin'] }),
      ...page,
      'crates/page/vite.config.mjs': 'export default {}\n',
      'crates/page/index.html': '<p>one</p>\n',
    },
    plugins: ['@nx/vite'],
    projects: { 'crates/page': 'page' },
    added: { 'crates/page': instead(LIBRARY, 'build') },
    commands: [['run', 'page:build']],
  },
  {
    name: 'plugin-of-the-repository-itself',
    files: {
      ...plainRoot({}, { plugins: ['./tools/plugin.js'] }),
      ...library('crates/core', 'core'),
      // Eleven lines as teams write them: a lint for each crate.
      'tools/plugin.js':
        "const { dirname } = require('node:path')\n" +
        "exports.createNodesV2 = ['**/Cargo.toml', (files) => files.map((file) => [file, { projects: {\n" +
        "  [dirname(file)]: { name: 'core', targets: { lint: { command: 'node -e 0' } } },\n" +
        '} }])]\n',
    },
    ...core,
    added: { 'crates/core': instead(LIBRARY, 'lint') },
    commands: [['run', 'core:lint']],
  },
  {
    name: 'scripts-that-do-nothing',
    files: {
      ...npmWorkspace(['crates/*']),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('crates/core', { name: 'core', scripts: { test: 'echo "no tests" && exit 0' } }),
      ...library('crates/more', 'more-lib'),
      ...npmPackage('crates/more', {
        name: 'more',
        scripts: { test: 'echo "Error: no test specified" && exit 1' },
      }),
    },
    projects: { 'crates/core': 'core', 'crates/more': 'more' },
    added: { 'crates/core': instead(LIBRARY, 'test'), 'crates/more': instead(LIBRARY, 'test') },
    commands: [['run', 'core:test']],
  },
  {
    name: 'scripts-that-do-nothing-after-init',
    files: {
      ...npmWorkspace(['crates/*']),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('crates/core', {
        name: 'core',
        scripts: { test: 'echo "no tests" && exit 0', build: says('build') },
      }),
    },
    ...core,
    add: 'init',
    added: { 'crates/core': instead(LIBRARY, 'build', 'test').filter((name) => name !== 'cargo-test') },
    takenOut: ['core:test'],
    commands: [['run', 'core:build']],
    alsoOnNx24: true,
  },
  {
    name: 'init-takes-no-script-away',
    files: {
      ...npmWorkspace(['crates/*', 'packages/*']),
      ...wasmLibrary('crates/calc', 'calc'),
      ...npmPackage('crates/calc', {
        name: '@acme/calc',
        main: 'pkg/calc.js',
        scripts: { build: 'wasm-pack build --help', test: says('test') },
      }),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: says('web') } }),
    },
    add: 'init',
    projects: { 'crates/calc': '@acme/calc', 'packages/web': 'web' },
    added: { 'crates/calc': instead(WASM, 'build', 'test') },
    commands: [
      ['run', '@acme/calc:test'],
      ['run', 'web:build'],
    ],
  },
  {
    name: 'target-defaults-for-everybody',
    files: {
      ...npmWorkspace(
        ['packages/*'],
        {},
        {
          targetDefaults: {
            build: { dependsOn: ['^build'], cache: true, inputs: ['default', '^default'] },
            test: { cache: true, inputs: ['default'] },
          },
        },
      ),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('packages/web', { name: 'web', scripts: FOUR }),
    },
    add: 'init',
    projects: { 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    commands: [['run-many', '-t', 'build,test', '-p', 'web']],
    alsoOnNx24: true,
  },
  {
    name: 'own-build-of-a-wasm-crate-is-never-stale',
    files: {
      ...npmWorkspace(['packages/*', 'crates/*']),
      ...wasmLibrary('crates/calc', 'calc'),
      ...npmPackage('crates/calc', { name: '@acme/calc', main: 'pkg/calc.js' }),
      // Their script writes the package where ours would, and says otherwise.
      'crates/calc/project.json': json({
        name: '@acme/calc',
        targets: {
          build: {
            executor: 'nx:run-commands',
            outputs: ['{projectRoot}/elsewhere'],
            options: { command: 'node crates/calc/build.mjs' },
          },
        },
      }),
      'crates/calc/build.mjs':
        "import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'\n" +
        "mkdirSync('crates/calc/pkg', { recursive: true })\n" +
        "const body = readFileSync('crates/calc/src/lib.rs', 'utf8').split('{')[1]\n" +
        "writeFileSync('crates/calc/pkg/calc.js', 'export const three = ' + /\\d+/.exec(body)[0])\n",
      ...npmPackage('packages/web', {
        name: 'web',
        scripts: { build: 'node build.mjs' },
        dependencies: { '@acme/calc': '*' },
        nx: {
          targets: {
            build: {
              cache: true,
              dependsOn: ['^build'],
              inputs: ['default', '^default'],
              outputs: ['{projectRoot}/out'],
            },
          },
        },
      }),
      'packages/web/build.mjs':
        "import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'\n" +
        "mkdirSync('out', { recursive: true })\n" +
        "writeFileSync('out/web.js', readFileSync('../../crates/calc/pkg/calc.js'))\n",
      '.gitignore': 'node_modules\n.nx\ntarget\nout\npkg\n',
    },
    projects: { 'packages/web': 'web', 'crates/calc': '@acme/calc' },
    added: { 'crates/calc': instead(WASM, 'build') },
    edges: ['web → @acme/calc'],
    wired: ['web:build'],
    commands: [['run', 'web:build']],
    steps: [
      {
        title: 'the first build',
        run: ['run', 'web:build'],
        executed: ['@acme/calc:build', 'web:build'],
        contents: { 'packages/web/out/web.js': '3' },
      },
      {
        title: 'the second build',
        run: ['run', 'web:build'],
        executed: ['@acme/calc:build'],
        hits: ['web:build'],
      },
      {
        title: 'the build after a Rust edit',
        write: { 'crates/calc/src/lib.rs': 'pub fn three() -> u32 {\n    4\n}\n' },
        run: ['run', 'web:build'],
        executed: ['@acme/calc:build', 'web:build'],
        contents: { 'packages/web/out/web.js': '4' },
      },
    ],
  },
]
