import { expect, test } from 'vitest'
import type { SourceTree } from '../source-tree'
import { parseToolchainFile, toolchainFor } from './rust-toolchain'

const none = { channel: null, path: null, components: [], targets: [], profile: null }

test.each([
  ['rust-toolchain', '1.90.0\n', { channel: '1.90.0' }],
  ['rust-toolchain', '  nightly-2026-01-01 ', { channel: 'nightly-2026-01-01' }],
  ['rust-toolchain', '[toolchain]\nchannel = "stable"\n', { channel: 'stable' }],
  ['rust-toolchain.toml', 'toolchain.channel = "stable"', { channel: 'stable' }],
  [
    'rust-toolchain.toml',
    '[toolchain]\nchannel = "1.90"\ncomponents = ["clippy"]\ntargets = ["wasm32-unknown-unknown"]\nprofile = "minimal"\n',
    { channel: '1.90', components: ['clippy'], targets: ['wasm32-unknown-unknown'], profile: 'minimal' },
  ],
  ['rust-toolchain.toml', '[toolchain]\npath = "/opt/rust"\n', { path: '/opt/rust' }],
  ['rust-toolchain.toml', '[toolchain]\ntargets = []\n', {}],
])('%s with %j', (file, text, expected) => {
  expect(parseToolchainFile(text, file)).toEqual({ ...none, file, ...expected })
})

// rustup 1.28 refuses each of these: `rustup show active-toolchain`.
test.each([
  ['rust-toolchain', '\n', 'rust-toolchain:1: the file is empty'],
  ['rust-toolchain.toml', 'stable', 'rust-toolchain.toml:1: the file is not valid TOML'],
  [
    'rust-toolchain.toml',
    '[toolchian]\nchannel = "stable"',
    'rust-toolchain.toml:1: the table [toolchain] is missing',
  ],
  ['rust-toolchain.toml', '# c\n[toolchain]\nchannel = ""', 'rust-toolchain.toml:3: the channel is empty'],
  ['rust-toolchain', '../../x', 'rust-toolchain:1: "../../x" in channel is not a name that rustup knows'],
  ['rust-toolchain', '--path=/', 'rust-toolchain:1: "--path=/" in channel is not a name'],
  [
    'rust-toolchain.toml',
    '[toolchain]\nchannel = "stable"\ntargets = ["wasm32-unknown-unknown", "../../x"]',
    'rust-toolchain.toml:3: "../../x" in targets is not a name',
  ],
  [
    'rust-toolchain.toml',
    '[toolchain]\ncomponents = ["-x"]',
    'rust-toolchain.toml:2: "-x" in components is not a name',
  ],
  ['rust-toolchain.toml', '[toolchain]\nprofile = "minimal"', 'rust-toolchain.toml:2: no channel, path'],
  [
    'rust-toolchain.toml',
    '[toolchain]\nchannel = "stable"\npath = "/opt/rust"',
    'rust-toolchain.toml:3: "path" cannot be combined with channel',
  ],
])('%s with %j is refused', (file, text, message) => {
  expect(() => parseToolchainFile(text, file)).toThrow(message)
})

test('the nearest directory counts, and in one directory the old name', () => {
  const texts: Record<string, string> = {
    'rust-toolchain.toml': '[toolchain]\nchannel = "stable"',
    'a/rust-toolchain.toml': '[toolchain]\nchannel = "nightly"',
    'a/rust-toolchain': 'beta',
    'a/b/rust-toolchain.toml': '[toolchain]\nchannel = "1.80"',
  }
  const tree: SourceTree = { read: (path) => texts[path], list: () => undefined }
  const channelIn = (dir: string) => toolchainFor(tree, dir)?.channel
  expect(['', 'c/d', 'a', 'a/c', 'a/b/c'].map(channelIn)).toEqual([
    'stable',
    'stable',
    'beta',
    'beta',
    '1.80',
  ])
  expect(toolchainFor({ ...tree, read: () => undefined }, 'a/b')).toBeNull()
})
