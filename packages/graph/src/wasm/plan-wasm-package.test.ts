import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildCrateGraph } from '../build-crate-graph'
import { findManifests } from '../find-manifests'
import { readSourceTree } from '../read-source-tree'
import { buildWorkspaceGraph } from '../workspace-graph'
import { planWasmPackage } from './plan-wasm-package'
import { NO_EVIDENCE } from './wasm-evidence'

// That a build leaves what is planned, byte for byte, is checked by tools/check-flake.

const FIXTURE = join(__dirname, '../../fixtures/wasm-packages')

test('a package by itself: manifests with what Cargo.toml says, README, and flags of Cargo’s configuration', () => {
  const plan = planned('alone-wasm')
  expect(plan).toMatchObject({
    library: 'alone_wasm',
    settings: { wasmOpt: ['-O'], bindgenArgs: [] },
    rustflags: ['--cfg', 'configured'],
    texts: ['README.md'],
    around: null,
  })
  expect(plan.places.map(({ dir }) => dir)).toEqual(['bundler', 'node', 'web'])
  expect([...plan.manifests.keys()].sort()).toEqual([
    'bundler/package.json',
    'node/package.json',
    'package.json',
    'web/package.json',
  ])
  expect(JSON.parse(plan.manifests.get('package.json') ?? '')).toMatchObject({
    name: 'alone-wasm',
    version: '0.3.0',
    description: 'Greets from WebAssembly',
    license: 'MIT',
    repository: { type: 'git', url: 'https://example.com/greetings' },
  })
})

test.each([
  ['beside-wasm', ['bundler', 'node'], ['bundler/package.json', 'node/package.json']],
  ['packed-wasm', [''], ['package.json']],
])('%s is built into the package around it', (crate, dirs, manifests) => {
  const plan = planned(crate)
  expect(plan.places.map(({ dir }) => dir)).toEqual(dirs)
  expect([...plan.manifests.keys()].sort()).toEqual(manifests)
  expect(plan.texts).toEqual([])
  expect(plan.around).toEqual({ outDir: 'pkg', files: ['package.json'] })
})

test('what was built before is no part of the plan', () => {
  const root = mkdtempSync(join(tmpdir(), 'nx-crane-plan-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  cpSync(FIXTURE, root, { recursive: true })
  cpSync(join(FIXTURE, 'crates/alone'), join(root, 'crates/beside/pkg/bundler'), { recursive: true })
  expect(planned('beside-wasm', root)).toEqual(planned('beside-wasm'))
})

function planned(name: string, root = FIXTURE) {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  const crate = graph.crates.find((each) => each.name === name)
  if (!crate) throw new Error(`the fixture has no crate ${name}`)
  const evidence = buildWorkspaceGraph(tree, graph, manifests.npm).wasmEvidence[crate.id] ?? NO_EVIDENCE
  return planWasmPackage(crate, { tree, evidence, outDir: 'pkg', profile: 'release' })
}
