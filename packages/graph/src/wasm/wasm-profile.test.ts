import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { wasmProfile } from './wasm-profile'

test.each([
  ['release without settings is optimised', '', 'release', { wasmOpt: ['-O'], bindgenArgs: [] }],
  ['dev without settings is not', '', 'dev', { wasmOpt: null, bindgenArgs: ['--debug'] }],
  [
    'wasm-opt = false',
    '[wasm-pack.profile.release]\nwasm-opt = false',
    'release',
    { wasmOpt: null, bindgenArgs: [] },
  ],
  [
    'wasm-opt with arguments',
    '[wasm-pack.profile.release]\nwasm-opt = ["-O4", "--converge"]',
    'release',
    { wasmOpt: ['-O4', '--converge'], bindgenArgs: [] },
  ],
  [
    'wasm-opt = true for dev',
    '[wasm-pack.profile.dev]\nwasm-opt = true',
    'dev',
    { wasmOpt: ['-O'], bindgenArgs: ['--debug'] },
  ],
  [
    'settings of wasm-bindgen',
    '[wasm-pack.profile.release.wasm-bindgen]\ndebug-js-glue = true\ndemangle-name-section = false\ndwarf-debug-info = true',
    'release',
    { wasmOpt: ['-O'], bindgenArgs: ['--debug', '--no-demangle', '--keep-debug'] },
  ],
  [
    'settings of another profile',
    '[wasm-pack.profile.dev]\nwasm-opt = true',
    'release',
    { wasmOpt: ['-O'], bindgenArgs: [] },
  ],
  ['settings that are no tables', 'wasm-pack = 3', 'release', { wasmOpt: ['-O'], bindgenArgs: [] }],
])('%s', (_, metadata, profile, expected) => {
  expect(wasmProfile(parse(metadata), profile)).toEqual(expected)
})
