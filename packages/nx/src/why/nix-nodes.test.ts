import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DiskView, seeThrough, stateDirectory } from '@nx-crane/files'
import { KeyNodes } from '@nx-crane/keys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manifest } from '../../test-kit/sample-repository'
import { nixNodes } from './nix-nodes'

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
    ...['file: flake.nix', 'file: nix/lib/before.nix'],
  ])
  expect(keptFiles()).toEqual([])
  expect(filesNamed({ keeps: true })).toEqual(['file: flake.nix', 'file: nix/now.nix'])
  expect(keptFiles()).not.toEqual([])
})

function filesNamed({ keeps }: { readonly keeps: boolean }): string[] {
  const nodes = new KeyNodes()
  const tasks = [{ crate: 'one/Cargo.toml', kind: 'build', storePath: '/nix/store/one' }] as const
  nixNodes({
    root,
    tasks,
    manifests: ['Cargo.toml', 'one/Cargo.toml'],
    system: undefined,
    nodes,
    code: null,
    keeps,
  })
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
