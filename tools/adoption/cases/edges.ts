import type { AdoptionCase, Files } from '../adoption-case'
import {
  cargoToml,
  cargoWorkspace,
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

// What a package is made from, as npm and Cargo see it; Nx must see the same, and never that of the last command.

const page = (dir: string, fields: object): Files => npmPackage(dir, fields)

const two = { 'crates/app': 'app', 'crates/util': 'util' }
const twoAdded = { 'crates/app': LIBRARY, 'crates/util': LIBRARY }

export const edges: readonly AdoptionCase[] = [
  {
    name: 'packages-linked-by-path',
    files: {
      ...plainRoot(),
      ...page('a', { name: 'a' }),
      ...page('b', { name: 'b', dependencies: { a: 'link:../a' } }),
      ...page('c', { name: 'c', dependencies: { a: 'portal:../a' } }),
      ...page('d', { name: 'd', dependencies: { a: '../a' } }),
      ...page('e', { name: 'e', dependencies: { a: 'file:../a' } }),
      ...page('f', { name: 'f', devDependencies: { a: 'link:..\\a' } }),
      ...page('g', { name: 'g', dependencies: { 'another-name': 'link:../a' } }),
    },
    projects: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 'g' },
    added: {},
    edges: ['b → a', 'c → a', 'd → a', 'e → a', 'f → a', 'g → a'],
    alsoOnNx24: true,
  },
  {
    name: 'link-into-a-build-folder',
    files: {
      ...plainRoot(),
      ...page('api', { name: '@acme/api', main: 'dist/index.js' }),
      ...page('web', { name: 'web', dependencies: { '@acme/api': 'link:../api/dist' } }),
    },
    projects: { api: '@acme/api', web: 'web' },
    added: {},
    edges: ['web → @acme/api'],
  },
  {
    name: 'nested-workspaces-below-a-root-without-any',
    files: {
      ...plainRoot(),
      'js/package.json': json({ name: 'js', private: true, workspaces: ['packages/*'] }),
      ...page('js/packages/core', { name: '@acme/core' }),
      ...page('js/packages/app', {
        name: '@acme/app',
        dependencies: { '@acme/core': '*', '@acme/calc': '*' },
      }),
      ...wasmLibrary('js/packages/calc', 'calc'),
      ...page('js/packages/calc', { name: '@acme/calc', main: 'pkg/calc.js' }),
    },
    projects: {
      js: 'js',
      'js/packages/core': '@acme/core',
      'js/packages/app': '@acme/app',
      'js/packages/calc': 'calc',
    },
    added: { 'js/packages/calc': WASM },
    edges: ['@acme/app → @acme/core', '@acme/app → calc'],
  },
  {
    name: 'dependency-that-becomes-a-path-through-the-root',
    files: {
      ...plainRoot(),
      'Cargo.toml':
        '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = "1"\n',
      ...library('crates/app', 'app', '[dependencies]\nutil.workspace = true\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: [],
    alsoOnNx24: true,
    steps: [
      {
        title: 'the root manifest names a path',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = { path = "crates/util" }\n',
        },
        edges: ['app → util'],
      },
      {
        title: 'and no longer',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = "1"\n',
        },
        edges: [],
      },
    ],
  },
  {
    name: 'dependency-that-is-patched-by-the-root',
    files: {
      ...plainRoot(),
      ...cargoWorkspace('crates/*'),
      ...library('crates/app', 'app', '[dependencies]\nutil = "0.1"\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: [],
    steps: [
      {
        title: 'the root patches it',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[patch.crates-io]\nutil = { path = "crates/util" }\n',
        },
        edges: ['app → util'],
      },
    ],
  },
  {
    name: 'crate-renamed-by-an-npm-package-that-takes-its-name',
    files: {
      ...npmWorkspace(['packages/*']),
      ...cargoWorkspace('crates/*'),
      ...library('crates/app', 'app', '[dependencies]\nutil = { path = "../util" }\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: ['app → util'],
    steps: [
      {
        title: 'an npm package is named util',
        write: { 'packages/util/package.json': json({ name: 'util', version: '1.0.0' }) },
        edges: ['app → util-crates-util'],
      },
    ],
  },
  {
    name: 'requirement-with-a-star-after-an-operator',
    files: {
      ...plainRoot(),
      'Cargo.toml':
        '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[patch.crates-io]\nutil = { path = "crates/util" }\n',
      ...library('crates/app', 'app', '[dependencies]\nutil = ">=1.*"\n'),
      'crates/util/Cargo.toml': cargoToml('util').replace('0.1.0', '1.2.0'),
      'crates/util/src/lib.rs': '',
    },
    projects: two,
    added: twoAdded,
    edges: ['app → util'],
  },
  {
    name: 'crate-that-includes-a-file-of-a-package',
    files: {
      ...npmWorkspace(['packages/*']),
      ...page('packages/web', { name: 'web', scripts: { build: 'node -e 0' } }),
      'packages/web/index.html': '<p>page</p>\n',
      ...program('crates/server', 'server'),
      'crates/server/src/main.rs':
        'fn main() {\n    print!("{}", include_str!("../../../packages/web/index.html"));\n}\n',
    },
    projects: { 'packages/web': 'web', 'crates/server': 'server' },
    added: { 'crates/server': PROGRAM },
    edges: ['server → web'],
    commands: [['run', 'web:build']],
    steps: [
      { title: 'the first build', run: ['run', 'server:build'], executed: ['server:build', 'web:build'] },
      {
        title: 'the build after an edit of the page',
        write: { 'packages/web/index.html': '<p>another page</p>\n' },
        run: ['run', 'server:build'],
        executed: ['server:build', 'web:build'],
      },
    ],
  },
  {
    name: 'tauri-app',
    files: {
      ...npmWorkspace(['apps/*']),
      ...page('apps/desktop', { name: 'desktop', scripts: { build: 'node -e 0' } }),
      'apps/desktop/index.html': '<p>page</p>\n',
      ...program(
        'apps/desktop/src-tauri',
        'desktop-shell',
        '[dependencies]\ntauri = "2"\n\n[build-dependencies]\ntauri-build = "2"\n',
      ),
      'apps/desktop/src-tauri/build.rs': 'fn main() {\n    tauri_build::build()\n}\n',
      'apps/desktop/src-tauri/tauri.conf.json': json({
        productName: 'desktop',
        build: { beforeBuildCommand: 'npm run build', frontendDist: '../dist' },
      }),
    },
    projects: { 'apps/desktop': 'desktop', 'apps/desktop/src-tauri': 'desktop-shell' },
    added: { 'apps/desktop/src-tauri': PROGRAM },
    edges: ['desktop-shell → desktop'],
    alsoOnNx24: true,
  },
  {
    name: 'text-that-looks-like-an-import',
    files: {
      ...npmWorkspace(['packages/*']),
      ...wasmLibrary('crates/calc', 'calc'),
      'crates/calc/package.json': json({ name: 'calc-js', main: 'pkg/calc.js' }),
      ...page('packages/web', { name: 'web', scripts: { build: 'node -e 0' } }),
      'packages/web/src/index.ts':
        'export const r = /from "calc-js"/g\n// import "calc-js"\nexport const s = \'import("calc-js")\'\n',
    },
    projects: { 'packages/web': 'web', 'crates/calc': /calc/ },
    added: { 'crates/calc': WASM },
    edges: [],
  },
  {
    name: 'import-of-the-wasm-file-itself',
    files: {
      ...npmWorkspace(['packages/*']),
      ...wasmLibrary('crates/calc', 'calc'),
      ...page('packages/web', { name: 'web' }),
      'packages/web/src/index.ts':
        'import init from "../../../crates/calc/dist/calc_bg.wasm"\nexport { init }\n',
    },
    projects: { 'packages/web': 'web', 'crates/calc': 'calc' },
    added: { 'crates/calc': WASM },
    edges: ['web → calc'],
  },
  {
    name: 'script-that-builds-a-crate-elsewhere',
    files: {
      ...npmWorkspace(['packages/*']),
      ...wasmLibrary('crates/calc', 'calc'),
      ...page('packages/web', {
        name: 'web',
        scripts: { 'build:wasm': 'wasm-pack build ../../crates/calc --out-dir ../../packages/web/wasm' },
      }),
      ...program('crates/tool', 'tool'),
      ...page('packages/data', {
        name: 'data',
        scripts: { generate: 'cargo run --manifest-path ../../crates/tool/Cargo.toml' },
      }),
    },
    projects: {
      'packages/web': 'web',
      'packages/data': 'data',
      'crates/calc': 'calc',
      'crates/tool': 'tool',
    },
    added: { 'crates/calc': WASM, 'crates/tool': PROGRAM },
    edges: ['data → tool', 'web → calc'],
  },
  {
    name: 'one-file-under-two-spellings-is-one-program',
    files: {
      ...plainRoot(),
      ...program(
        'crates/tool',
        'tool',
        'default-run = "tool"\n\n[[bin]]\nname = "tool"\npath = "./src/main.rs"\n\n[[bin]]\nname = "b"\npath = "src//bin/b.rs"\n',
      ),
      'crates/tool/src/bin/b.rs': 'fn main() {}\n',
    },
    projects: { 'crates/tool': 'tool' },
    // Two programs: one target for each, `run` for the default one.
    added: { 'crates/tool': [...PROGRAM, 'run-b'] },
  },
  {
    name: 'worker-of-cloudflare',
    files: {
      ...plainRoot(),
      ...library('crates/edge', 'edge', '[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\nworker = "0.6"\n'),
    },
    projects: { 'crates/edge': 'edge' },
    added: { 'crates/edge': WASM },
  },
]
