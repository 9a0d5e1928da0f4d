import type { AdoptionCase } from '../adoption-case'
import {
  cargoToml,
  cargoWorkspace,
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

// The root of a repository is a project where Nx makes one of it, or where it is an app or a crate; else it is none.

const says = (text: string) => `node -e "console.log('${text}')"`

const rootScripts = { scripts: { build: says('all'), test: says('all'), lint: says('all') } }

export const root: readonly AdoptionCase[] = [
  {
    name: 'root-with-scripts-is-no-project',
    files: {
      ...plainRoot(rootScripts),
      ...cargoWorkspace('crates/*'),
      ...library('crates/base', 'base'),
      ...library('crates/top', 'top', '[dependencies]\nbase = { path = "../base" }\n'),
    },
    projects: { 'crates/base': 'base', 'crates/top': 'top' },
    added: { 'crates/base': LIBRARY, 'crates/top': LIBRARY },
    edges: ['top → base'],
    alsoOnNx24: true,
  },
  {
    name: 'root-with-scripts-that-reaches-a-wasm-crate-is-no-project',
    files: {
      ...npmWorkspace(['packages/*', 'crates/*'], {
        ...rootScripts,
        devDependencies: { '@acme/calc': '*', typescript: '6.0.3' },
      }),
      ...wasmLibrary('crates/calc', 'calc'),
      ...npmPackage('crates/calc', { name: '@acme/calc', main: 'pkg/calc.js' }),
      ...npmPackage('packages/web', { name: 'web', dependencies: { '@acme/calc': '*' } }),
    },
    projects: { 'crates/calc': '@acme/calc', 'packages/web': 'web' },
    added: { 'crates/calc': WASM },
    edges: ['web → @acme/calc'],
    alsoOnNx24: true,
  },
  {
    name: 'root-that-is-a-project-stays-one',
    files: {
      ...npmWorkspace(['packages/*'], { name: 'everything', ...rootScripts, nx: {} }),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: says('web') } }),
      ...library('crates/core', 'core-lib'),
    },
    projects: { '.': 'everything', 'packages/web': 'web', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    commands: [
      ['run', 'everything:build'],
      ['run', 'web:build'],
    ],
    alsoOnNx24: true,
  },
  {
    name: 'root-with-a-project-json',
    files: {
      ...plainRoot(rootScripts),
      'project.json': json({ name: 'workspace', targets: { check: { command: says('check') } } }),
      ...library('crates/core', 'core-lib'),
    },
    projects: { '.': 'workspace', 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    commands: [['run', 'workspace:check']],
  },
  {
    name: 'root-that-is-a-crate',
    files: {
      'package.json': json({ name: 'repository', private: true, ...rootScripts }),
      'nx.json': json({ analytics: false }),
      ...program('', 'tool', '[workspace]\nmembers = ["crates/*"]\n'),
      ...library('crates/core', 'core-lib'),
    },
    projects: { '.': /^(tool|repository)$/, 'crates/core': 'core-lib' },
    // Nobody has made the root's scripts targets; were they, they would be taken.
    added: { '.': PROGRAM, 'crates/core': LIBRARY },
  },
  {
    name: 'root-that-is-a-crate-and-a-project',
    files: {
      'package.json': json({ name: 'tool-js', private: true, ...rootScripts, nx: {} }),
      'nx.json': json({ analytics: false }),
      'Cargo.toml': cargoToml('tool'),
      'src/main.rs': 'fn main() {}\n',
    },
    projects: { '.': 'tool-js' },
    added: { '.': instead(PROGRAM, 'build', 'test', 'lint') },
    commands: [['run', 'tool-js:build']],
  },
  {
    name: 'root-that-is-an-app-of-a-wasm-crate',
    files: {
      ...plainRoot({
        name: 'page',
        scripts: { build: says('page') },
        dependencies: { '@acme/calc': 'file:./calc/pkg' },
      }),
      'index.html': '<script type="module" src="/src/main.js"></script>\n',
      'src/main.js': "import '@acme/calc'\n",
      ...wasmLibrary('calc', 'calc'),
    },
    projects: { '.': 'page', calc: 'calc' },
    added: { '.': ['build (nx:run-script)'], calc: WASM },
    edges: ['page → calc'],
  },
]
