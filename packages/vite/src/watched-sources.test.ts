import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWorkspace } from './read-workspace'
import { WatchedSources } from './watched-sources'

const workspace = readWorkspace(
  join(import.meta.dirname, '../../../tools/check-vite/fixtures/counter'),
  'pkg',
)
const sources = new WatchedSources({ ...workspace, crate: 'crates/counter/Cargo.toml' })
const inputs = new Set(['shared/words.txt', 'data', '/elsewhere/lib.rs'])

test('the crates that are compiled into a package are watched', () => {
  expect([...sources.dirs]).toEqual(['crates/base', 'crates/counter', 'crates/middle'])
})

test.each([
  ['crates/counter/src/lib.rs', 'source'],
  ['crates/base/src/new/module.rs', 'source'],
  ['crates/base/build.rs', 'source'],
  ['shared/words.txt', 'source'],
  ['data/deep/file.json', 'source'],
  ['/elsewhere/lib.rs', 'source'],
  ['crates/base/Cargo.toml', 'setup'],
  ['crates/counter/package.json', 'setup'],
  ['Cargo.toml', 'setup'],
  ['Cargo.lock', 'setup'],
  ['rust-toolchain.toml', 'setup'],
  ['crates/.cargo/config.toml', 'setup'],
  ['crates/other/src/lib.rs', null],
  ['crates/base/tests/test.rs', null],
  ['crates/base/src/.lib.rs.swp', null],
  ['crates/counter/pkg/bundler/counter.js', null],
  ['crates/counter/target/debug/counter.wasm', null],
  ['app/src/main.js', null],
  ['shared/other.txt', null],
  ['README.md', null],
])('a change of %s concerns the package as %s', (path, concern) => {
  expect(sources.concern(path, inputs)).toBe(concern)
})

test('of a crate whose manifest cannot be read its own directory is watched, and the manifest decides', () => {
  const unread = new WatchedSources({ ...workspace, crate: 'crates/unread/Cargo.toml' })
  expect([...unread.dirs]).toEqual(['crates/unread'])
  expect(unread.concern('crates/unread/Cargo.toml', new Set())).toBe('setup')
})

test('what the configuration of Cargo includes decides as well', () => {
  const configFiles = () => ['.cargo/config.toml', 'settings/flags.toml']
  const including = new WatchedSources({ ...workspace, configFiles, crate: 'crates/counter/Cargo.toml' })
  expect(including.concern('settings/flags.toml', new Set())).toBe('setup')
  expect(including.concern('settings/other.toml', new Set())).toBeNull()
})
