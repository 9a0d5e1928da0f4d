import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VENDORED_CRATES } from '../../test-kit/vendored-crates'
import { writeVendoredCrates } from '../../test-kit/write-vendored-crates'
import { buildCrateGraph } from '../build-crate-graph'
import type { Crate } from '../crate'
import { findManifests } from '../find-manifests'
import { readLockedManifests } from '../lock/read-locked-manifests'
import { readSourceTree } from '../read-source-tree'
import { manifestOnly } from './dependency-layer'
import { type PrunedWorkspace, pruneWorkspace } from './prune-workspace'

const fixtures = join(__dirname, '..', '..', 'fixtures')
let scratch = ''
let places = { cargoHome: '', vendored: '' }

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'prune-workspace-'))
  places = writeVendoredCrates(scratch, VENDORED_CRATES)
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe.each([
  ['lock-features-of-other-members', '', ['alone', 'engine', 'engine-testing', 'server']],
  ['lock-root-package-with-patches', '', ['application', 'core', 'lonely', 'odd', 'testing']],
  ['lock-inline-root-manifest', '', ['a', 'b']],
  ['lock-nested-workspaces', 'rust', ['app', 'glue']],
])('in %s', (fixture, workspaceDir, names) => {
  test.each(names)(
    'Cargo takes the part that %s needs with --locked, and would write the same lock',
    (name) => {
      const { dir, pruned } = writePart(fixture, { name, exact: true })
      const cwd = join(dir, workspaceDir)
      expect(cargo(cwd, ['metadata', '--locked', '--offline', '--format-version', '1'])).toEqual({
        status: 0,
        stderr: '',
      })

      const lock = join(cwd, 'Cargo.lock')
      cpSync(join(fixtures, fixture, workspaceDir, 'Cargo.lock'), lock)
      expect(cargo(cwd, ['metadata', '--offline', '--format-version', '1']).status).toBe(0)
      expect(readFileSync(lock, 'utf8')).toBe(pruned.files.get(join(workspaceDir, 'Cargo.lock')))
      expect(pruned.missing).toEqual([])
    },
  )
})

test('a part holds the crates whose manifests Cargo reads, and no others', () => {
  const dirsOf = (name: string) =>
    prunedFixture('lock-features-of-other-members', { name, exact: true }).crateDirs
  expect(dirsOf('alone')).toEqual(['crates/alone'])
  // The dev-dependency of engine depends on engine.
  expect(dirsOf('engine')).toEqual(['crates/engine', 'crates/engine-testing'])
  expect(dirsOf('server')).toEqual(['crates/engine', 'crates/engine-testing', 'crates/server'])
})

test('a local crate that only a patch puts beneath a registry package is part of the closure', () => {
  const pruned = prunedFixture('lock-root-package-with-patches', { name: 'lonely', exact: true })
  expect(pruned.crateDirs).toEqual(['crates/lonely', 'crates/patched', 'outside/random', 'outside/wire'])
})

test('without manifests those of other members remain that ask more of a package, and --locked passes', () => {
  const { dir, pruned } = writePart('lock-features-of-other-members', { name: 'alone', exact: false })
  const exact = prunedFixture('lock-features-of-other-members', { name: 'alone', exact: true })
  expect(exact.manifestsOnly).toEqual([])
  expect(exact.unknown).toEqual([])
  expect(pruned.crates).toEqual(exact.crates)
  expect(pruned.manifestsOnly).toContain('crates/server/Cargo.toml')
  expect(pruned.unknown.map(({ name }) => name)).toContain('ext-runtime')
  expect(cargo(dir, ['metadata', '--locked', '--offline', '--format-version', '1'])).toEqual({
    status: 0,
    stderr: '',
  })
})

test('the manifest of a root package stays only where its crate is part of the closure', () => {
  const text = (name: string) =>
    prunedFixture('lock-root-package-with-patches', { name, exact: true }).files.get('Cargo.toml')
  expect(text('application')).toContain('[package]')
  expect(text('core')).not.toContain('[package]')
  expect(text('core')).toContain('[workspace.package]')
})

test('an unknown crate and a missing lock are errors that say what to do', () => {
  const tree = readSourceTree(join(fixtures, 'lock-inline-root-manifest'))
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  expect(() => pruneWorkspace(graph, tree, { crates: ['c/Cargo.toml'] })).toThrow(
    'c/Cargo.toml: there is no such crate',
  )
  const withoutLock = { ...tree, list: (path: string) => tree.list(path), read: () => undefined }
  expect(() => pruneWorkspace(graph, withoutLock, { crates: ['a/Cargo.toml'] })).toThrow(
    /^Cargo\.lock: the workspace has no lock\n {2}run `cargo generate-lockfile/,
  )
})

interface Wanted {
  readonly name: string
  readonly exact: boolean
}

function repository(fixture: string) {
  const tree = readSourceTree(join(fixtures, fixture))
  return { tree, graph: buildCrateGraph(tree, findManifests(tree).cargo) }
}

function prunedFixture(fixture: string, { name, exact }: Wanted): PrunedWorkspace {
  const { graph, tree } = repository(fixture)
  const crate = graph.crates.find((each) => each.name === name)
  if (!crate) throw new Error(`${fixture} has no crate ${name}`)
  const manifests = readLockedManifests({ cargoHome: places.cargoHome, vendored: [places.vendored] })
  return pruneWorkspace(graph, tree, { crates: [crate.id], ...(exact ? { manifests } : {}) })
}

/** Lays the part out in a directory of its own: the crates' own files, without those of crates inside them. */
function writePart(
  fixture: string,
  wanted: Wanted,
): { readonly dir: string; readonly pruned: PrunedWorkspace } {
  const pruned = prunedFixture(fixture, wanted)
  const dir = mkdtempSync(join(scratch, 'part-'))
  const copy = (path: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    cpSync(join(fixtures, fixture, path), join(dir, path), { recursive: true })
  }
  for (const crateDir of pruned.crateDirs) {
    copy(join(crateDir, 'src'))
    copy(join(crateDir, 'Cargo.toml'))
  }
  const { graph, tree } = repository(fixture)
  const further = pruned.manifestsOnly.flatMap((id) => [
    ...manifestOnly(graph.crate(id) as Crate, { pruned, tree }),
  ])
  for (const [path, text] of [...pruned.files, ...further]) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return { dir, pruned }
}

function cargo(
  cwd: string,
  args: readonly string[],
): { readonly status: number | null; readonly stderr: string } {
  const env = { ...process.env, CARGO_HOME: places.cargoHome }
  const { status, stderr } = spawnSync('cargo', args, { cwd, env, encoding: 'utf8' })
  return { status, stderr }
}
