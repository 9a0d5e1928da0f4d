import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { configuredRustflags } from './configured-rustflags'

const CFG = ['target_arch="wasm32"', 'target_family="wasm"', 'panic="abort"']
const BUILD = '[build]\nrustflags = ["--cfg", "from_build"]'
const TARGET = '[target.wasm32-unknown-unknown]\nrustflags = "-C target-feature=+simd128"'

test.each<[string, Record<string, string>, string[], string[]]>([
  ['nothing configured', {}, [], []],
  ['build.rustflags', {}, [BUILD], ['--cfg', 'from_build']],
  ['target beats build', {}, [BUILD, TARGET], ['-C', 'target-feature=+simd128']],
  [
    'nearer files come later',
    {},
    [TARGET, '[target.wasm32-unknown-unknown]\nrustflags = ["-Cdebuginfo=0"]'],
    ['-C', 'target-feature=+simd128', '-Cdebuginfo=0'],
  ],
  [
    'cfg expressions join the triple',
    {},
    [TARGET, `[target.'cfg(target_family = "wasm")']\nrustflags = ["--cfg", "on_wasm"]`],
    ['-C', 'target-feature=+simd128', '--cfg', 'on_wasm'],
  ],
  [
    'a cfg that does not hold',
    {},
    [BUILD, '[target."cfg(unix)"]\nrustflags = ["-Cx"]'],
    ['--cfg', 'from_build'],
  ],
  ['RUSTFLAGS beats configuration', { RUSTFLAGS: ' -Ca  -Cb ' }, [TARGET], ['-Ca', '-Cb']],
  ['an empty RUSTFLAGS too', { RUSTFLAGS: '' }, [TARGET], []],
  [
    'the encoded variable beats all',
    { CARGO_ENCODED_RUSTFLAGS: '-Ca b\u001f-Cc', RUSTFLAGS: '-Cd' },
    [],
    ['-Ca b', '-Cc'],
  ],
  ['variables of configuration', { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: '-Ca' }, [BUILD], ['-Ca']],
  [
    'build variable after build table',
    { CARGO_BUILD_RUSTFLAGS: '-Ca' },
    [BUILD],
    ['--cfg', 'from_build', '-Ca'],
  ],
])('%s', (_, env, texts, expected) => {
  const configs = texts.map((text) => parse(text))
  expect(configuredRustflags({ env, configs, targetTriple: 'wasm32-unknown-unknown', cfg: CFG })).toEqual(
    expected,
  )
})
