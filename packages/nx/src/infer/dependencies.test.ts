import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NxJsonConfiguration } from '@nx/devkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inferDependencies } from './dependencies'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-dependencies-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const ROOT = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'package.json': '{"name": "acme", "private": true, "workspaces": ["crates/*", "packages/*"]}',
}
const LIBRARY = { 'crates/engine/Cargo.toml': manifest('engine'), 'crates/engine/src/lib.rs': '' }
const CLI = {
  'crates/cli/Cargo.toml': `${manifest('cli')}[dependencies]\nengine = { path = "../engine" }\n`,
  'crates/cli/src/main.rs': 'fn main() {}',
}
const WASM = {
  'crates/chart/Cargo.toml': `${manifest('chart')}[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nwasm-bindgen = "0.2"\nengine = { path = "../engine" }\n`,
  'crates/chart/src/lib.rs': '',
  'crates/chart/package.json': '{"name": "@acme/chart", "version": "1.0.0"}',
}
const WEB = {
  'packages/web/package.json': '{"name": "@acme/web", "dependencies": {"@acme/ui": "*"}}',
  'packages/ui/package.json':
    '{"name": "@acme/ui", "version": "1.0.0", "dependencies": {"@acme/chart": "*"}}',
}

test('dependencies are the edges between crates and from TypeScript to wasm, by project name', () => {
  const files = { ...ROOT, ...LIBRARY, ...CLI, ...WASM, ...WEB }
  place(files)
  expect(edges(files, {})).toEqual(['@acme/chart → engine', '@acme/ui → @acme/chart', 'cli → engine'])
})

test('dev cycles are edges, unless nx.json would make the builds depend on each other', () => {
  const files = { ...ROOT, ...CLI, ...LIBRARY }
  files['crates/engine/Cargo.toml'] += '[dev-dependencies]\ncli = { path = "../cli" }\n'
  place(files)
  expect(edges(files, {})).toEqual(['cli → engine', 'engine → cli'])
  expect(edges(files, { targetDefaults: { build: { dependsOn: ['^build'] } } })).toEqual(['cli → engine'])
})

test('npm edges that Nx does not see itself are given to it, and none is bound to a file', () => {
  const files = {
    ...ROOT,
    ...WEB,
    'packages/ui/package.json': '{"name": "@acme/ui", "version": "1.0.0"}',
    'crates/cli/package.json': '{"name": "cli", "dependencies": {"@acme/ui": "link:../../packages/ui"}}',
    'crates/engine/package.json': '{"name": "engine", "dependencies": {"@acme/ui": "^1.0.0"}}',
  }
  place(files)
  expect(edges(files, {})).toEqual(['cli → @acme/ui'])
})

function manifest(name: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
}

function edges(files: Record<string, string>, nxJsonConfiguration: NxJsonConfiguration): string[] {
  const names: Record<string, string> = {
    'crates/engine': 'engine',
    'crates/cli': 'cli',
    'crates/chart': '@acme/chart',
    'packages/ui': '@acme/ui',
    'packages/web': '@acme/web',
  }
  const projects = Object.fromEntries(Object.entries(names).map(([dir, name]) => [name, { root: dir }]))
  const nonProjectFiles = Object.keys(files).map((file) => ({ file, hash: '' }))
  const fileMap = { nonProjectFiles, projectFileMap: {} }
  const context = {
    projects,
    fileMap,
    filesToProcess: fileMap,
    externalNodes: {},
    nxJsonConfiguration,
    workspaceRoot: root,
  }
  return inferDependencies({}, context)
    .map(({ source, target: to, ...rest }) => {
      expect(rest).toEqual({ type: 'implicit' })
      return `${source} → ${to}`
    })
    .sort()
}

function place(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
