import type { AdoptionCase } from '../adoption-case'
import {
  cargoWorkspace,
  json,
  LIBRARY,
  library,
  npmPackage,
  npmWorkspace,
  plainRoot,
  WASM,
  wasmLibrary,
} from './manifests'

// Nx refuses a graph in which two projects have one name. A second claimant of a name gets its directory added.

const node = (text: string) => `node -e "console.log('${text}')"`

export const names: readonly AdoptionCase[] = [
  {
    name: 'two-packages-of-one-name',
    files: {
      ...plainRoot(),
      ...npmPackage('t/one', { name: 'demo', scripts: { start: node('one') } }),
      ...npmPackage('t/two', { name: 'demo', scripts: { start: node('two') } }),
    },
    projects: { 't/one': 'demo', 't/two': 'demo-t-two' },
    added: { 't/one': ['start (nx:run-script)'], 't/two': ['start (nx:run-script)'] },
    alsoOnNx24: true,
  },
  {
    name: 'two-packages-of-one-name-without-typescript',
    files: {
      ...plainRoot(),
      ...npmPackage('t/one', { name: 'demo' }),
      ...npmPackage('t/two', { name: 'demo' }),
    },
    options: { typescript: false },
    projects: { 't/one': 'demo', 't/two': 'demo-t-two' },
    added: {},
  },
  {
    name: 'strangers-named-by-one-directory',
    files: {
      ...npmWorkspace(['packages/*']),
      ...cargoWorkspace('crates/*'),
      ...library('crates/core', 'core-lib'),
      ...library('fx/a/bar', 'p1'),
      ...library('fx/b/bar', 'p2'),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: node('web') } }),
    },
    projects: {
      'packages/web': 'web',
      'crates/core': 'core-lib',
      'fx/a/bar': 'bar',
      'fx/b/bar': 'bar-fx-b-bar',
    },
    added: {
      'crates/core': LIBRARY,
      // `cargo build --workspace` passes them over too.
      'fx/a/bar': [],
      'fx/b/bar': [],
    },
    commands: [['run', 'web:build']],
    said: [/fx\/a\/bar\/Cargo\.toml/, /fx\/b\/bar\/Cargo\.toml/],
    alsoOnNx24: true,
  },
  {
    name: 'broken-manifests-in-directories-of-one-name',
    files: {
      ...plainRoot(),
      ...library('a/core', 'sound'),
      'b/core/Cargo.toml': '[package]\nname = \n',
      'c/core/Cargo.toml': '[package]\nname = \n',
      ...npmPackage('d/core', { name: 'core' }),
    },
    projects: { 'a/core': 'sound', 'd/core': 'core', 'b/core': 'core-b-core', 'c/core': 'core-c-core' },
    added: {
      'a/core': LIBRARY,
      'b/core': ['build', 'test', 'lint'],
      'c/core': ['build', 'test', 'lint'],
    },
    said: [/b\/core\/Cargo\.toml/, /c\/core\/Cargo\.toml/],
  },
  {
    name: 'crate-named-as-a-package-elsewhere',
    files: {
      ...npmWorkspace(['packages/*']),
      ...library('crates/parser', 'parser'),
      ...npmPackage('packages/parser', { name: 'parser', scripts: { build: node('parser') } }),
    },
    projects: { 'packages/parser': 'parser', 'crates/parser': 'parser-crates-parser' },
    added: { 'crates/parser': LIBRARY },
    commands: [['run', 'parser:build']],
    alsoOnNx24: true,
  },
  {
    name: 'crate-named-as-a-project-json',
    files: {
      ...plainRoot(),
      ...library('crates/engine', 'engine'),
      'apps/engine/project.json': json({
        name: 'engine',
        targets: { build: { command: node('engine') } },
      }),
    },
    projects: { 'apps/engine': 'engine', 'crates/engine': 'engine-crates-engine' },
    added: { 'crates/engine': LIBRARY },
    commands: [['run', 'engine:build']],
    alsoOnNx24: true,
  },
  {
    name: 'crate-named-as-a-project-json-without-a-name',
    files: {
      ...plainRoot(),
      ...library('crates/engine', 'engine'),
      // Nx names it by its directory.
      'apps/engine/project.json': json({ targets: { build: { command: node('engine') } } }),
    },
    projects: { 'apps/engine': 'engine', 'crates/engine': 'engine-crates-engine' },
    added: { 'crates/engine': LIBRARY },
  },
  {
    name: 'two-crates-of-one-name-in-two-workspaces',
    files: {
      ...plainRoot(),
      'a/Cargo.toml': '[workspace]\nmembers = ["util"]\n',
      'b/Cargo.toml': '[workspace]\nmembers = ["util"]\n',
      ...library('a/util', 'util'),
      ...library('b/util', 'util'),
    },
    projects: { 'a/util': 'util', 'b/util': 'util-b-util' },
    added: { 'a/util': LIBRARY, 'b/util': LIBRARY },
  },
  {
    name: 'name-made-of-a-directory-is-taken-too',
    files: {
      ...npmWorkspace(['packages/*']),
      ...library('t/two', 'demo'),
      ...npmPackage('packages/demo', { name: 'demo' }),
      ...npmPackage('packages/other', { name: 'demo-t-two' }),
    },
    projects: { 'packages/demo': 'demo', 'packages/other': 'demo-t-two', 't/two': /^demo-t-two.+/ },
    added: { 't/two': LIBRARY },
  },
  {
    name: 'root-package-named-as-a-crate',
    files: {
      ...npmWorkspace(['crates/*-wasm'], { name: 'loro', scripts: { test: 'cargo test', fix: 'cargo fix' } }),
      ...cargoWorkspace('crates/*'),
      ...library('crates/loro', 'loro'),
      ...wasmLibrary('crates/loro-wasm', 'loro-wasm'),
      ...npmPackage('crates/loro-wasm', { name: 'loro-wasm' }),
    },
    projects: { 'crates/loro': 'loro', 'crates/loro-wasm': 'loro-wasm' },
    added: { 'crates/loro': LIBRARY, 'crates/loro-wasm': WASM },
    alsoOnNx24: true,
  },
]
