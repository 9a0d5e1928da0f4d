import { describe, expect, test } from 'vitest'
import { ALL, COMPILED, changesOf, EVERYONE, type KeyEdit } from '../../test-kit/key-edit'

describe('a setting changes the keys of the crates that it is for, and no other:', () => {
  test.each<KeyEdit>([
    [
      'a feature',
      (it) => it.replace('crates/engine/Cargo.toml', 'fast = []', 'fast = []\nslow = []'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'features asked of a dependency',
      (it) =>
        it.replace(
          'crates/testkit/Cargo.toml',
          'path = "../engine"',
          'path = "../engine", features = ["fast"]',
        ),
      ['engine: test lint bench', `testkit: ${COMPILED}`],
    ],
    [
      'the version that some crates inherit',
      (it) => it.replace('Cargo.toml', 'version = "0.1.0"', 'version = "0.2.0"'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'the edition that some crates inherit',
      (it) => it.replace('Cargo.toml', 'edition = "2021"', 'edition = "2018"'),
      [`app: ${COMPILED}`, `engine: ${ALL} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'a locked dependency of one crate',
      (it) =>
        it.replace(
          'Cargo.lock',
          'name = "ext-app"\nversion = "1.0.0"',
          'name = "ext-app"\nversion = "1.0.1"',
        ),
      [`app: ${COMPILED}`],
    ],
    [
      'a locked dependency of a dependency',
      (it) => it.replace('Cargo.lock', 'bb00', 'be00'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'a locked dev-dependency',
      (it) => it.replace('Cargo.lock', 'cc00', 'ce00'),
      ['engine: test lint bench'],
    ],
    [
      'the resolver of old',
      (it) => it.replace('Cargo.toml', 'resolver = "2"', 'resolver = "1"'),
      EVERYONE(COMPILED),
    ],
    // `cargo build -v` (1.95): all are fresh.
    ['a newer resolver', (it) => it.replace('Cargo.toml', 'resolver = "2"', 'resolver = "3"'), []],
    ['a profile', (it) => it.replace('Cargo.toml', 'opt-level = 0', 'opt-level = 1'), EVERYONE(COMPILED)],
    // `cargo build`, `cargo clippy --all-targets` and `cargo doc` (1.95) with `-v`: the crate is fresh, but for the text of the manifest.
    [
      'the profile of tests',
      (it) => it.append('Cargo.toml', '[profile.test]\nopt-level = 1\n'),
      EVERYONE('test').map((line) => line.replace(' bench', '')),
    ],
    [
      'the profile of benches',
      (it) => it.append('Cargo.toml', '[profile.bench]\nopt-level = 1\n'),
      ['engine: bench'],
    ],
    [
      'the profile of benches in the environment',
      (it) => void Object.assign(it.environment, { CARGO_PROFILE_BENCH_OPT_LEVEL: '1' }),
      ['engine: bench'],
    ],
    [
      'a profile in the environment whose name begins like that of benches',
      (it) => {
        it.append('Cargo.toml', '[profile.bench-fast]\ninherits = "dev"\n')
        it.environment.CARGO_PROFILE_BENCH_FAST_LTO = 'true'
      },
      EVERYONE(COMPILED),
    ],
    [
      'the profile of benches in the configuration of Cargo',
      (it) => it.append('.cargo/config.toml', '[profile.bench]\nopt-level = 1\n'),
      ['engine: bench'],
    ],
    [
      'the profile of benches, which another inherits',
      (it) => it.append('Cargo.toml', '[profile.bench]\nopt-level = 1\n[profile.mine]\ninherits = "bench"\n'),
      EVERYONE(COMPILED),
    ],
    [
      'the profile of benches, which one of a variable inherits',
      (it) => {
        it.append('Cargo.toml', '[profile.bench]\nopt-level = 1\n')
        it.environment.CARGO_PROFILE_MINE_INHERITS = 'bench'
      },
      EVERYONE(COMPILED),
    ],
    // `cargo build -v` (1.95) of what depends on the crate: `Dirty`, `info of dependency changed`.
    [
      'lints of clippy',
      (it) => it.replace('Cargo.toml', 'all = "warn"', 'all = "deny"'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'lints of rustdoc',
      (it) => it.append('crates/free/Cargo.toml', '[lints.rustdoc]\nall = "warn"\n'),
      [`free: ${COMPILED}`],
    ],
    [
      'a configuration of clippy',
      (it) => it.write('clippy.toml', 'msrv = "1.70"\n'),
      EVERYONE('lint').map((line) => line.replace(' bench', '')),
    ],
    [
      'the configuration of rustfmt',
      (it) => it.append('rustfmt.toml', 'tab_spaces = 2\n'),
      EVERYONE('format').map((line) => line.replace(' bench', '')),
    ],
    [
      'flags in the configuration of Cargo',
      (it) => it.append('.cargo/config.toml', 'rustflags = ["-Cdebuginfo=1"]\n'),
      EVERYONE(COMPILED),
    ],
    // Nobody looks into sources of crates from elsewhere.
    [
      'a variable of the configuration that no source of the repository asks for',
      (it) => it.append('.cargo/config.toml', '[env]\nANY = "1"\n'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
    ],
    [
      'one that a build script asks for',
      (it) => it.append('.cargo/config.toml', '[env]\nSCHEMA_MODE = "1"\n'),
      [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `scripted: ${COMPILED}`, `testkit: ${COMPILED}`],
    ],
    [
      'one that compilers ask for',
      (it) => it.append('.cargo/config.toml', '[env]\nRUST_MIN_STACK = "1"\n'),
      EVERYONE(COMPILED),
    ],
    [
      'flags in CARGO_HOME',
      (it) => it.write('.cargo-home/config.toml', '[build]\nrustflags = ["-Cdebuginfo=1"]\n'),
      EVERYONE(COMPILED),
    ],
    [
      'flags in the environment',
      (it) => Object.assign(it.environment, { RUSTFLAGS: '-Cdebuginfo=1' }),
      EVERYONE(COMPILED),
    ],
    [
      'flags of rustdoc in the environment',
      (it) => Object.assign(it.environment, { RUSTDOCFLAGS: '--cfg x' }),
      EVERYONE('test doc'),
    ],
    [
      'a toolchain of one’s own that a file asks for',
      (it) => it.write('rust-toolchain.toml', '[toolchain]\nchannel = "mine"\n'),
      EVERYONE(ALL),
    ],
    [
      'another name for the same compiler',
      (it) => it.write('rust-toolchain.toml', '[toolchain]\nchannel = "1.90.0"\n'),
      [],
    ],
    [
      'another with its day and its system',
      (it) => it.write('rust-toolchain', 'nightly-2026-01-31-x86_64-unknown-linux-gnu\n'),
      [],
    ],
    // Cargo counts it to the package, and makes pages again.
    [
      'that file beside a crate',
      (it) => it.write('crates/testkit/rust-toolchain.toml', ''),
      ['testkit: doc'],
    ],
    ['another compiler', (it) => it.installCompiler('1.91.0'), EVERYONE(ALL)],
  ])('%s', (_, edit, changed) => {
    expect(changesOf(edit)).toEqual(changed)
  })
})
