import { describe, expect, test } from 'vitest'
import { SOUND_FILES, SOUND_MACHINE, said, unsound, WASM_FILES } from '../../test-kit/doctor-facts'

const NAME = 'stable-x86_64-unknown-linux-gnu'
const file = { path: 'rust-toolchain.toml', channel: '1.90.0', fault: null }

describe('compilers', () => {
  test.each([
    ['missing', 'cargo is not installed', 'install Rust (https://rustup.rs), or put its programs on PATH'],
    ['hangs', 'cargo does not answer', 'rustc -vV'],
    ['fails', 'cargo fails when asked for its version', 'rustc -vV'],
  ] as const)('a cargo that %s is an error', (why, message, mend) => {
    expect(said({ toolchain: { name: null, cargo: { version: null, why } } })).toEqual([
      `error rust |  | ${message} | ${mend}`,
    ])
  })

  test('nobody needs them where there is no crate', () => {
    const files = { 'package.json': '{ "name": "web" }', 'nx.json': '{ "plugins": ["nx-crane"] }' }
    const machine = { rust: { ...SOUND_MACHINE.rust, onPath: [], toolchains: [] } }
    expect(said({ files, machine })).toEqual([])
  })

  // `cargo check` with rustc 1.95: "rustc 1.95.0 is not supported by the following package: engine@0.1.0 requires rustc 1.97"
  test.each([
    ['1.97', '1.95.0', true],
    ['1.95', '1.95.0', false],
    ['1.97', '1.97.0-nightly', false],
    ['1.95.1', '1.95.0', true],
  ])('a crate of rust-version %s and rustc %s: an error is %s', (wanted, version, isError) => {
    const manifest = SOUND_FILES['crates/engine/Cargo.toml']
    const files = { ...SOUND_FILES, 'crates/engine/Cargo.toml': `${manifest}rust-version = "${wanted}"\n` }
    const found = said({ files, toolchain: { rustc: { version, why: null } } })
    expect(found).toEqual(
      isError
        ? [
            `error rust-version | crates/engine/Cargo.toml | rustc ${version} is too old for engine, which needs ${wanted} | rustup update ${NAME}`,
          ]
        : [],
    )
  })

  test.each([
    ['hasClippy', 'clippy', 'lint'],
    ['hasRustfmt', 'rustfmt', 'format'],
  ] as const)(
    '%s: a component that a target runs is an error, unless the target is left out',
    (has, name, target) => {
      const [found] = unsound({ toolchain: { [has]: false } })
      expect(found).toMatchObject({
        id: name,
        level: 'error',
        mend: `rustup component add --toolchain ${NAME} ${name}`,
        fix: { by: 'command', command: ['rustup', 'component', 'add', '--toolchain', NAME, name] },
      })
      expect(unsound({ toolchain: { [has]: false, name: null } })[0]).toMatchObject({ fix: null })
      const options = JSON.stringify({
        plugins: [{ plugin: 'nx-crane', options: { targets: { [target]: false } } }],
      })
      expect(said({ files: { ...SOUND_FILES, 'nx.json': options }, toolchain: { [has]: false } })).toEqual([])
    },
  )

  test('a machine without a linker is told, unless another one is configured', () => {
    const machine = { rust: { ...SOUND_MACHINE.rust, linker: false } }
    expect(said({ machine })[0]).toMatch(/^error linker \| {2}\| there is no C compiler/)
    const files = {
      ...SOUND_FILES,
      '.cargo/config.toml': '[target.x86_64-unknown-linux-gnu]\nlinker = "lld"\n',
    }
    expect(said({ files, machine })).toEqual([])
    expect(said({ machine: { ...machine, environment: { CARGO_TARGET_X_LINKER: 'lld' } } })).toEqual([])
  })

  test('nextest is missed where something asks for it', () => {
    const machine = { rust: { ...SOUND_MACHINE.rust, nextest: false } }
    expect(said({ machine })).toEqual([])
    expect(said({ files: { ...SOUND_FILES, '.config/nextest.toml': '' }, machine })).toEqual([
      'warning nextest | .config/nextest.toml | cargo-nextest is not installed; tests run with cargo test, which does not read this file | cargo install cargo-nextest --locked',
    ])
    const options = '{ "plugins": [{ "plugin": "nx-crane", "options": { "testRunner": "nextest" } }] }'
    expect(said({ files: { ...SOUND_FILES, 'nx.json': options }, machine })[0]).toMatch(
      /^error nextest \| nx\.json/,
    )
  })
})

test('where builds cannot be observed a note says why, unless nobody wants that', () => {
  const reason = 'programs are not observed on darwin (arm64)\nmore'
  const found = said({ machine: { observer: { isAsked: true, reason } } })
  expect(found).toEqual([
    'note observer |  | what builds read is not observed here, so keys of crates whose sources don\'t say it stay wide: programs are not observed on darwin (arm64) | declare what they read in [package.metadata.nx-crane], or set the option "observe" to false',
  ])
  expect(said({ machine: { observer: { isAsked: false, reason: null } } })).toEqual([])
})

describe('which toolchain answers', () => {
  test('one that is not installed can be', () => {
    expect(unsound({ toolchain: { file, by: 'file', name: '1.90.0', isInstalled: false } })).toEqual([
      {
        id: 'toolchain-file',
        level: 'error',
        message: 'asks for the toolchain 1.90.0, which is not installed',
        place: 'rust-toolchain.toml',
        mend: 'rustup toolchain install 1.90.0',
        fix: { by: 'command', command: ['rustup', 'toolchain', 'install', '1.90.0'], dir: '' },
      },
    ])
  })

  test.each([
    ['environment', 'asks for 1.90.0, but RUSTUP_TOOLCHAIN=nightly overrides it', 'unset RUSTUP_TOOLCHAIN'],
    [
      'override',
      'asks for 1.90.0, but a rustup override for this directory chooses nightly-x',
      'rustup override unset --path .',
    ],
  ] as const)('%s comes before a toolchain file', (by, message, mend) => {
    const machine = { environment: { RUSTUP_TOOLCHAIN: 'nightly' } }
    expect(said({ machine, toolchain: { file, by, name: 'nightly-x' } })).toEqual([
      `warning toolchain-override | rust-toolchain.toml | ${message} | ${mend}`,
    ])
  })

  test('one that chooses what the file asks for is sound: cargo sets it for what it starts', () => {
    expect(said({ toolchain: { file, by: 'environment', name: '1.90.0-x86_64-unknown-linux-gnu' } })).toEqual(
      [],
    )
  })

  test.each([
    ['1.90.0', '1.95.0', true],
    ['1.95', '1.95.0', false],
    ['stable', '1.95.0', false],
    ['nightly', '1.95.0', true],
  ])(
    'a file that asks for %s, and a rustc %s that is not rustup’s: a warning is %s',
    (channel, version, isSaid) => {
      const found = said({
        toolchain: { name: null, file: { ...file, channel }, rustc: { version, why: null } },
      })
      expect(found.map((line) => line.split(' | ')[0])).toEqual(isSaid ? ['warning toolchain-file'] : [])
    },
  )

  test('a file that rustup refuses is an error', () => {
    const broken = { path: 'rust-toolchain.toml', channel: null, fault: 'the table [toolchain] is missing' }
    expect(said({ toolchain: { file: broken } })).toEqual([
      'error toolchain-file | rust-toolchain.toml | the table [toolchain] is missing | write a table [toolchain] with a channel, e.g. channel = "stable"',
    ])
  })

  test('programs of two sources on PATH are a warning, either way round', () => {
    const cargo = SOUND_MACHINE.rust.onPath[0] as (typeof SOUND_MACHINE.rust.onPath)[number]
    const rustc = SOUND_MACHINE.rust.onPath[1] as (typeof SOUND_MACHINE.rust.onPath)[number]
    const nix = { name: 'rustc', path: '/nix/store/x-rust/bin/rustc', from: 'nix' } as const
    const path = (...onPath: (typeof cargo)[]) =>
      said({ machine: { rust: { ...SOUND_MACHINE.rust, onPath } } })
    expect(path(cargo, nix, rustc)[0]).toContain(
      'cargo comes from rustup (/home/me/.cargo/bin/cargo), rustc from Nix (/nix/store/x-rust/bin/rustc)',
    )
    expect(path(cargo, rustc, nix)[0]).toContain('comes before the one from Nix')
    expect(path(cargo, rustc)).toEqual([])
    expect(path({ ...cargo, from: 'nix' }, nix, cargo, rustc)).toEqual([])
  })
})

describe('WebAssembly', () => {
  test('the target is added to the toolchain that is used', () => {
    const [found] = unsound({ files: WASM_FILES, toolchain: { hasWasm: false } })
    expect(found).toMatchObject({
      id: 'wasm-target',
      level: 'error',
      message: `wasm32-unknown-unknown is not installed for the toolchain ${NAME}`,
      fix: { command: ['rustup', 'target', 'add', '--toolchain', NAME, 'wasm32-unknown-unknown'] },
    })
    expect(said({ toolchain: { hasWasm: false } })).toEqual([])
    const wasm = { ...SOUND_MACHINE.wasm, hasPrivateCompiler: true }
    expect(said({ files: WASM_FILES, toolchain: { hasWasm: false }, machine: { wasm } })).toEqual([])
  })

  test('a target that a toolchain file names is said once, as an error where crates need it', () => {
    const toolchain = {
      file,
      by: 'file',
      name: '1.90.0-x',
      hasWasm: false,
      missingTargets: ['wasm32-unknown-unknown'],
    } as const
    expect(said({ files: WASM_FILES, toolchain }).map((line) => line.split(' | ')[0])).toEqual([
      'error wasm-target',
    ])
    expect(said({ toolchain })).toEqual([
      'warning toolchain-file | rust-toolchain.toml | names targets that are not installed for 1.90.0-x: wasm32-unknown-unknown | rustup target add --toolchain 1.90.0-x wasm32-unknown-unknown',
    ])
  })

  test.each([
    ['{}', 'npm install -D binaryen'],
    ['{ "packageManager": "yarn@4.1.0" }', 'yarn add -D binaryen'],
    ['{ "packageManager": "bun@1.2.0" }', 'bun add -d binaryen'],
    ['{ "packageManager": "pnpm@9.0.0", "devDependencies": { "binaryen": "1" } }', 'pnpm install'],
  ])('wasm-opt is installed as the repository installs: %s', (manifest, mend) => {
    const wasm = { ...SOUND_MACHINE.wasm, hasOptimizer: new Map([['crates/chart', false]]) }
    const files = { ...WASM_FILES, 'package.json': manifest }
    expect(said({ files, machine: { wasm } })).toEqual([
      `error wasm-opt |  | wasm-opt, which release builds of chart need, is neither on PATH nor in node_modules | ${mend}`,
    ])
  })

  test('another wasm-bindgen than the lock’s is a warning: the first build installs it', () => {
    const wasm = { ...SOUND_MACHINE.wasm, bindgens: ['0.2.95'] }
    expect(said({ files: WASM_FILES, machine: { wasm } })).toEqual([
      'warning wasm-bindgen |  | wasm-bindgen 0.2.108, the version in Cargo.lock, is not installed for chart (installed: 0.2.95): the first build installs it, which takes minutes | cargo install wasm-bindgen-cli --version 0.2.108 --locked',
    ])
  })
})
