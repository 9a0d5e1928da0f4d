import { expect, test } from 'vitest'
import { KeyWorkspace } from '../../../test-kit/key-workspace'
import { computeKeySets } from './compute-keys'

const MANIFEST = `[package]
name = "chart"
version = "1.0.0"
edition = "2021"
[profile.ci]
inherits = "mid"
[profile.mid]
inherits = "release"
`

function profilesOf({ root, memoDir, environment }: KeyWorkspace): Readonly<Record<string, string>> {
  const [set] = computeKeySets({
    ...{ root, memoDir, environment, code: 'test', manifests: ['chart/Cargo.toml'] },
    requests: [{ crate: 'chart/Cargo.toml', kinds: ['build'] }],
  })
  const [key] = set?.keys() ?? []
  if (!key || !('profiles' in key)) throw new Error('no key')
  return key.profiles
}

// `cargo build --profile ci -v` (1.95) compiles with -C opt-level=1 once the configuration says so of "mid"
test('a configuration of a profile that another inherits from is in what both depend on', () => {
  using it = new KeyWorkspace({ 'chart/Cargo.toml': MANIFEST, 'chart/src/lib.rs': '' })
  it.write('.cargo/config.toml', '[profile.mid]\nopt-level = 2\n')
  const before = profilesOf(it)
  it.write('.cargo/config.toml', '[profile.mid]\nopt-level = 1\n')
  const after = profilesOf(it)
  const changed = Object.keys(after).filter((profile) => after[profile] !== before[profile])
  expect(changed).toEqual(['ci', 'mid'])
})
