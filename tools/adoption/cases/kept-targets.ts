import type { AdoptionCase } from '../adoption-case'
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
]
