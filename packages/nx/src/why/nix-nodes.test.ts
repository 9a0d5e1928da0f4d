import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DiskView, seeThrough, stateDirectory } from '@nx-crane/files'
import { addressOf, KeyNodes, keyReasons, type RecordedKey, recordedNodes } from '@nx-crane/keys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manifest } from '../../test-kit/sample-repository'
import { nixNodes } from './nix-nodes'
import { printReason } from './print-reason'

let top: string
let root: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-nix-nodes-')))
  root = join(top, 'repository')
  for (const [path, text] of Object.entries({
    'repository/Cargo.toml': '[workspace]\nmembers = ["one"]\nresolver = "2"\n',
    'repository/Cargo.lock': 'version = 4\n',
    'repository/one/Cargo.toml': manifest('one'),
    'repository/one/src/lib.rs': '',
    'repository/flake.nix': '{ }',
    'repository/nix/now.nix': '{ }',
    'repository/rust-toolchain.toml': '[toolchain]\nchannel = "1.90.0"\n',
    'repository/node_modules/p/package.json': '{}',
    'base/nix/lib/before.nix': '{ }',
  })) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), text)
  }
})
afterEach(() => rmSync(top, { recursive: true }))

test('of another state of the repository the Nix files are those of that state, and nothing of it is kept', async () => {
  // Of files that were just written nothing is remembered.
  await sleep(150)
  const view = new DiskView({
    root,
    standIns: new Map([
      ...['nix', 'nix/lib', 'nix/lib/before.nix'].map(
        (path) => [join(root, path), join(top, 'base', path)] as const,
      ),
      [join(root, 'nix/now.nix'), null],
    ]),
  })
  expect(seeThrough(view, () => filesNamed({ keeps: false }))).toEqual([
    ...['file: flake.nix', 'file: nix/lib/before.nix', 'file: nix/nx-crane'],
  ])
  expect(keptFiles()).toEqual([])
  expect(filesNamed({ keeps: true })).toEqual(['file: flake.nix', 'file: nix/now.nix', 'file: nix/nx-crane'])
  expect(keptFiles()).not.toEqual([])
})

// each row: what is edited, and why a store path is another then
test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['nothing', {}, ['what Nix builds is another, and only Nix knows why: /nix/store/a → /nix/store/b']],
  ['a source', { 'one/src/lib.rs': '//' }, ['one/src/lib.rs has changed, of one/Cargo.toml']],
  [
    'what is generated of the crates, and a source',
    { 'nix/nx-crane/crates.nix': '{ }', 'one/src/lib.rs': '//' },
    ['one/src/lib.rs has changed, of one/Cargo.toml'],
  ],
  [
    'what is generated of the crates alone',
    { 'nix/nx-crane/crates.nix': '{ }' },
    ['nix/nx-crane/crates.nix is new'],
  ],
  [
    'the library beside it',
    { 'nix/nx-crane/lib/a.nix': '', 'nix/nx-crane/lib/b.nix': '' },
    ['nix/nx-crane has changed'],
  ],
  [
    'the toolchain',
    { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.91.0"\n' },
    ['another toolchain is asked for: 1.90.0 → 1.91.0 (rust-toolchain.toml)'],
  ],
  [
    'a component of the toolchain',
    { 'rust-toolchain.toml': '[toolchain]\nchannel = "1.90.0"\ncomponents = ["clippy"]\n' },
    ['toolchain, components and targets have changed'],
  ],
  [
    'configuration',
    { '.cargo/config.toml': '[build]\nrustflags = ["-Copt-level=1"]\n' },
    ["Cargo's configuration, build.rustflags, is new (.cargo/config.toml)"],
  ],
  [
    'an input of the flake',
    { 'flake.lock': '{ "nodes": { "nixpkgs": { "locked": { "rev": "abc" } } } }' },
    ['flake input nixpkgs: nothing → abc (flake.lock)'],
  ],
])('the reason for another store path: %s', (_, edits, reasons) => {
  const before = keyOf('/nix/store/a')
  for (const [path, text] of Object.entries(edits)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const said = keyReasons(before, keyOf('/nix/store/b'), 'one/Cargo.toml')
  expect(said.map((reason) => printReason(reason, new Map()))).toEqual(reasons)
})

function keyOf(storePath: string): RecordedKey {
  const nodes = new KeyNodes()
  const [digest = ''] = nodesOf({ storePath, nodes, keeps: false }).values()
  const recorded = recordedNodes(nodes)
  return { key: addressOf(digest), node: (address) => recorded.get(address) }
}

function nodesOf(request: {
  readonly storePath: string
  readonly nodes: KeyNodes
  readonly keeps: boolean
}): Map<string, string> {
  const { storePath, ...rest } = request
  return nixNodes({
    root,
    tasks: [{ crate: 'one/Cargo.toml', kind: 'build', storePath }],
    manifests: ['Cargo.toml', 'one/Cargo.toml'],
    system: undefined,
    code: null,
    ...rest,
  })
}

function filesNamed({ keeps }: { readonly keeps: boolean }): string[] {
  const nodes = new KeyNodes()
  nodesOf({ storePath: '/nix/store/one', nodes, keeps })
  const whats = nodes.takeNew().flatMap(([, inputs]) => inputs.map(({ what }) => what))
  return whats.filter((what) => /^file: (?:flake\.nix$|nix\/)/.test(what))
}

function keptFiles(): string[] {
  try {
    return readdirSync(join(root, stateDirectory(root)))
  } catch {
    return []
  }
}
