import type { AdoptionCase } from '../adoption-case'
import { instead, json, npmPackage, npmWorkspace, WASM, wasmLibrary } from './manifests'

// Whoever builds the package of a crate with a script of their own still gets it, and never a stale one.

export const ownWasmBuild: readonly AdoptionCase[] = [
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
