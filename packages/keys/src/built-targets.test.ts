import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { usedTargets } from './built-targets'

const HOST = 'rustc 1.95.0\nrelease: 1.95.0\nhost: x86_64-unknown-linux-gnu'
const NAMES = ['x86_64-unknown-linux-gnu', 'aarch64-apple-darwin', 'wasm32-unknown-unknown', 'cfg(windows)']

interface Case {
  readonly rustc?: string
  readonly config?: string
  readonly environment?: Record<string, string>
  readonly kind?: 'build' | 'wasm'
}

test.each<[string, Case, readonly number[]]>([
  ['the host and conditions', {}, [0, 3]],
  ['also what the configuration names', { config: '[build]\ntarget = "aarch64-apple-darwin"\n' }, [0, 1, 3]],
  ['also several of them', { config: '[build]\ntarget = ["aarch64-apple-darwin"]\n' }, [0, 1, 3]],
  ['also what a variable names', { environment: { CARGO_BUILD_TARGET: 'aarch64-apple-darwin' } }, [0, 1, 3]],
  ['also WebAssembly for its packages', { kind: 'wasm' }, [0, 2, 3]],
  ['all where a target is a file', { config: '[build]\ntarget = "my.json"\n' }, [0, 1, 2, 3]],
  ['all with a compiler that says no host', { rustc: 'rustc 1.95.0' }, [0, 1, 2, 3]],
  ['all with a nightly compiler', { rustc: `${HOST}\nrelease: 1.97.0-nightly` }, [0, 1, 2, 3]],
  ['all with RUSTC_BOOTSTRAP', { environment: { RUSTC_BOOTSTRAP: '1' } }, [0, 1, 2, 3]],
])('a task uses %s', (_, { rustc = HOST, config = '', environment = {}, kind = 'build' }, expected) => {
  const path = '.cargo/config.toml'
  const configs = [{ path, name: path, table: parse(config), foundIn: '.cargo' }]
  const isUsed = usedTargets({ kind, configs, environment, rustc })
  expect(NAMES.filter(isUsed)).toEqual(expected.map((number) => NAMES[number]))
})
