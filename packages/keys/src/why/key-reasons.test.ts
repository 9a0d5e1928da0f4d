import type { TaskKind } from '@nx-crane/graph'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeys } from '../cli/compute-keys'
import { KeyNodes } from '../key-nodes'
import { addressOf, recordedNodes } from '../key-record'
import type { RecordedKey } from './input-changes'
import type { KeyReason } from './key-reason'
import { keyReasons } from './key-reasons'

const APP = 'crates/app/Cargo.toml'

/** The key of a task of `app` as it is now. */
function keyOf(it: KeyWorkspace, kind: TaskKind = 'build'): RecordedKey {
  const nodes = new KeyNodes()
  const { root, memoDir, environment } = it
  const requests = [{ crate: APP, kinds: [kind] }]
  const [key] = computeKeys({ root, memoDir, environment, requests, nodes })
  const address = addressOf(key?.digest ?? '')
  const recorded = recordedNodes(nodes)
  return { key: address, node: (each) => recorded.get(each) }
}

function said({ is, name, change, before, after, file, via }: KeyReason): string {
  const values = before === null && after === null ? change : `${before} → ${after}`
  const way = via.map((each) => each.replace(/^crates\/(.*)\/Cargo\.toml$/, '$1')).join(' → ')
  return [is, name, values, file ?? '-', way].join(' | ')
}

const SOURCE = 'crates/engine/src/lib.rs'

test.each<[string, (it: KeyWorkspace) => void, readonly string[]]>([
  ['nothing', () => {}, []],
  [
    'a source of a crate that it needs',
    (it) => it.append(SOURCE, '\npub fn more() {}\n'),
    [`file | ${SOURCE} | other | ${SOURCE} | app → engine`],
  ],
  [
    'its own source, and that of a crate it needs: the deeper one is first',
    (it) => {
      it.append('crates/app/src/lib.rs', '\npub fn more() {}\n')
      it.append(SOURCE, '\npub fn more() {}\n')
    },
    [
      `file | ${SOURCE} | other | ${SOURCE} | app → engine`,
      'file | crates/app/src/lib.rs | other | crates/app/src/lib.rs | app',
    ],
  ],
  [
    'a locked package below one',
    (it) => {
      const [, entry = ''] =
        /(name = "ext-deep"\nversion = "1\.0\.0"\n)/.exec(EDITED_WORKSPACE['Cargo.lock'] ?? '') ?? []
      it.replace('Cargo.lock', entry, entry.replace('1.0.0', '1.0.2'))
    },
    ['package | ext-deep | 1.0.0 → 1.0.2 | Cargo.lock | app → engine → ext-engine'],
  ],
  [
    'the checksum of a package',
    (it) => it.replace('Cargo.lock', 'checksum = "aa00', 'checksum = "aa11'),
    ['package | ext-app | 1.0.0 → 1.0.0 with another checksum | Cargo.lock | app'],
  ],
  [
    'a feature that is turned on',
    (it) =>
      it.replace(
        APP,
        'engine = { path = "../engine" }',
        'engine = { path = "../engine", features = ["fast"] }',
      ),
    [`feature | fast of engine | new | ${APP} | app`],
  ],
  [
    'a program that is new',
    (it) => it.write('crates/app/src/bin/more.rs', 'fn main() {}\n'),
    [
      'manifest | binary target more | new | crates/app/src/bin/more.rs | app',
      'file | crates/app/src/bin/more.rs | new | crates/app/src/bin/more.rs | app',
    ],
  ],
  [
    'another compiler',
    (it) => it.installCompiler('1.91.0'),
    ['toolchain | rustc | rustc 1.90.0 → rustc 1.91.0 | - | '],
  ],
  [
    'a toolchain of one’s own',
    (it) => it.write('rust-toolchain.toml', '[toolchain]\nchannel = "mine"\n'),
    ['toolchain | asked for | null → mine | - | '],
  ],
  [
    'a profile',
    (it) => it.replace('Cargo.toml', 'opt-level = 0', 'opt-level = 1'),
    ['profile | dev | opt-level = 0 → opt-level = 1 | Cargo.toml | '],
  ],
  [
    'a setting of Cargo',
    (it) => it.append('.cargo/config.toml', 'rustflags = ["-Copt-level=1"]\n'),
    ['configuration | build.rustflags | new | .cargo/config.toml | '],
  ],
  [
    'a variable of the compiler',
    (it) => {
      it.environment.RUSTFLAGS = '-Cdebuginfo=1'
    },
    ['variable | RUSTFLAGS | new | - | '],
  ],
])('%s is the reason', (_, edit, reasons) => {
  using workspace = new KeyWorkspace(EDITED_WORKSPACE)
  const before = keyOf(workspace)
  edit(workspace)
  expect(keyReasons(before, keyOf(workspace), APP).map(said)).toEqual(reasons)
})

test.each<[TaskKind, string, (it: KeyWorkspace) => void, readonly string[]]>([
  [
    'test',
    'a test',
    (it) => it.write('crates/app/tests/more.rs', '#[test]\nfn more() {}\n'),
    [
      'manifest | test target more | new | crates/app/tests/more.rs | app',
      'file | crates/app/tests/more.rs | new | crates/app/tests/more.rs | app',
    ],
  ],
  [
    'lint',
    'settings of clippy',
    (it) => it.write('clippy.toml', 'msrv = "1.80"\n'),
    ['file | clippy.toml | new | clippy.toml | app'],
  ],
  [
    'doc',
    'a page that rustdoc may show',
    (it) => it.write('crates/app/README.md', 'more\n'),
    ['file | crates/app/README.md | other | crates/app/README.md | app'],
  ],
  [
    'format',
    'settings of rustfmt',
    (it) => it.write('rustfmt.toml', 'max_width = 90\n'),
    ['file | rustfmt.toml | other | rustfmt.toml | app'],
  ],
  [
    'format',
    'its own source',
    (it) => it.append('crates/app/src/lib.rs', '\n// more\n'),
    ['file | crates/app/src/lib.rs | other | crates/app/src/lib.rs | app'],
  ],
])('of the key of a %s task %s is the reason', (kind, _, edit, reasons) => {
  using workspace = new KeyWorkspace(EDITED_WORKSPACE)
  const before = keyOf(workspace, kind)
  edit(workspace)
  expect(keyReasons(before, keyOf(workspace, kind), APP).map(said)).toEqual(reasons)
})

test('of what a wide part may read only that is said which it was seen to read, where that moved', () => {
  // As they are recorded: both data files may be read, one was.
  const node = (since: string, files: readonly (readonly [string, string])[], reads?: string) => [
    ...files.map(([what, value]) => ({ what: `file: ${what}`, value })),
    { what: '@since', value: since },
    ...(reads === undefined ? [] : [{ what: '@reads', value: reads }]),
  ]
  const nodes = new Map([
    ['k1', [{ what: 'wide: script of a/Cargo.toml', value: 'w1' }]],
    ['k2', [{ what: 'wide: script of a/Cargo.toml', value: 'w2' }]],
    [
      'w1',
      node('a/build.rs:12 (File::open)', [
        ['x.json', '1'],
        ['y.json', '1'],
      ]),
    ],
    [
      'w2',
      node(
        'a/build.rs:12 (File::open)',
        [
          ['x.json', '2'],
          ['y.json', '2'],
        ],
        'r',
      ),
    ],
    ['r', [{ what: 'content: y.json', value: '1' }]],
  ])
  const at = (key: string): RecordedKey => ({ key, node: (address) => nodes.get(address) })
  const reasons = keyReasons(at('k1'), at('k2'), 'b/Cargo.toml')
  expect(reasons.map(({ name, wide, via }) => [name, wide, via])).toEqual([
    ['y.json', 'a/build.rs:12 (File::open)', ['b/Cargo.toml', 'a/Cargo.toml']],
  ])
})
