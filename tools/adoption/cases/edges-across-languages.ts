import type { AdoptionCase, Files } from '../adoption-case'
import { json, npmPackage, npmWorkspace, PROGRAM, program, WASM, wasmLibrary } from './manifests'

// Crates that are made from packages, and packages that are made from crates; Nx must see the same, and never that of the last command.

const page = (dir: string, fields: object): Files => npmPackage(dir, fields)

export const edgesAcrossLanguages: readonly AdoptionCase[] = [
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
]
