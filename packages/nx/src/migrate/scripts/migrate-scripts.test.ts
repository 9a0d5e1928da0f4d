import { describe, expect, test } from 'vitest'
import { CRATES, manifest, migrated, text, WASM, written } from '../../../test-kit/sample-migration'
import { rustCommandOf } from './rust-command'

test.each<[string, unknown]>([
  [
    'cargo build --release -p hello --features a,b',
    {
      is: 'cargo',
      verb: 'build',
      dir: 'd',
      flags: { release: true, package: 'hello', features: 'a,b' },
      trailing: [],
      cwd: 'd',
    },
  ],
  [
    'cd ../e && npx cargo clippy -- -D warnings',
    { is: 'cargo', verb: 'lint', dir: 'e', flags: {}, trailing: ['-D', 'warnings'], cwd: 'e' },
  ],
  [
    'cargo test --manifest-path ../crates/x/Cargo.toml',
    { is: 'cargo', verb: 'test', dir: 'crates/x', flags: {}, trailing: [], cwd: 'd' },
  ],
  [
    'cargo fmt --all -- --check',
    { is: 'cargo', verb: 'format', dir: 'd', flags: { all: true }, trailing: [], cwd: 'd' },
  ],
  ['cargo fmt', { is: 'other', program: 'cargo fmt without --check', dir: 'd' }],
  [
    'rm -rf pkg && wasm-pack build -t web --out-dir pkg',
    { is: 'wasm-pack', dir: 'd', flags: { target: 'web', 'out-dir': 'pkg' }, trailing: [] },
  ],
  [
    'wasm-pack build ../crates/x --dev -- --features y',
    { is: 'wasm-pack', dir: 'crates/x', flags: { dev: true }, trailing: ['--features', 'y'] },
  ],
  ['napi build --platform --release', { is: 'other', program: 'napi', dir: 'd' }],
  ['cargo build && cp a b', { is: 'other', program: 'several programs', dir: 'd' }],
  ['RUSTFLAGS=-g cargo build', { is: 'other', program: 'variables', dir: 'd' }],
  ['cargo build $ARGS', { is: 'other', program: 'shell', dir: 'd' }],
  [
    'cargo build --release --target wasm32-unknown-unknown && wasm-bindgen --target web --out-dir pkg ../target/wasm32-unknown-unknown/release/d.wasm',
    { is: 'wasm-pack', dir: 'd', flags: { target: 'web', 'out-dir': 'pkg' }, trailing: [] },
  ],
  [
    'cargo build --target wasm32-unknown-unknown -F a && wasm-bindgen d.wasm --out-dir pkg --typescript',
    {
      is: 'wasm-pack',
      dir: 'd',
      flags: { features: 'a', 'out-dir': 'pkg', target: 'bundler', dev: true },
      trailing: [],
    },
  ],
  [
    'cargo build && wasm-bindgen d.wasm --out-dir pkg',
    { is: 'other', program: 'several programs', dir: 'd' },
  ],
  ['nx build x', { is: 'nx' }],
  ['tsc -b', null],
  ['cd ../../.. && cargo build', null],
])('%s', (script, expected) => {
  expect(rustCommandOf(script, 'd')).toEqual(expected)
})

describe('scripts beside a crate', () => {
  const beside = (scripts: Record<string, string>, more: Record<string, unknown> = {}, rest = WASM) => {
    const files = {
      ...CRATES,
      'package.json': text({ name: 'acme', workspaces: ['libs/*'] }),
      'libs/shapes/Cargo.toml': manifest('shapes', rest),
      'libs/shapes/package.json': text({ name: '@acme/shapes', scripts, ...more }),
    }
    const plan = migrated(files)
    return { ...plan, before: files, nx: (plan.json('libs/shapes/package.json') as { nx?: unknown }).nx }
  }

  test.each<[string, Record<string, string>, unknown]>([
    [
      'wasm-pack build',
      { build: 'wasm-pack build --target web', story: 'x' },
      { includedScripts: ['story'] },
    ],
    [
      'one for development',
      { build: 'wasm-pack build --dev' },
      { includedScripts: [], targets: { wasm: { options: { profile: 'dev' } } } },
    ],
    [
      'with features',
      { build: 'wasm-pack build --release -- --features a,b' },
      { includedScripts: [], targets: { wasm: { options: { features: ['a', 'b'] } } } },
    ],
    ['cargo test', { test: 'cargo test' }, { includedScripts: [] }],
    [
      'clippy that warns',
      { lint: 'cargo clippy' },
      { includedScripts: [], targets: { lint: { options: { warnings: 'allow' } } } },
    ],
    ['rustfmt’s check', { format: 'cargo fmt --check' }, { includedScripts: [] }],
    ['a call of Nx', { build: 'nx wasm shapes' }, { includedScripts: [] }],
  ])('%s is handed over', (_, scripts, nx) => {
    const plan = beside(scripts)
    expect(plan.sources).toEqual(['scripts'])
    expect([plan.nx, plan.kept]).toEqual([nx, []])
    expect(migrated(written(plan.before, plan))).toMatchObject({ sources: [], files: [] })
  })

  test('what the package says of the script goes with it, but for what it is run after', () => {
    const targets = { build: { cache: true, outputs: ['{projectRoot}/pkg'], dependsOn: ['codegen'] } }
    expect(beside({ build: 'wasm-pack build' }, { nx: { targets } }).nx).toEqual({
      targets: { build: { dependsOn: ['...', 'codegen'] }, wasm: { dependsOn: ['...', 'codegen'] } },
      includedScripts: [],
    })
  })

  test.each<[string, Record<string, string>, RegExp, string?]>([
    [
      'another directory',
      { build: 'wasm-pack build --out-dir npm' },
      /it writes the package to npm, but nx-crane writes it to pkg/,
    ],
    ['another name', { build: 'wasm-pack build --out-name x' }, /--out-name has no counterpart/],
    ['a build for this machine', { build: 'cargo build' }, /the crate's target "build" does something else/],
    ['a native addon', { build: 'napi build --platform' }, /native addons/],
    ['a format that is mended', { format: 'cargo fmt' }, /cargo fmt without --check/],
    ['more than Rust', { test: 'cargo test && node test.mjs' }, /more than one program/],
    ['another crate', { test: 'cargo test -p hello' }, /not about the crate beside it|names "hello"/],
  ])('%s is kept and said', (_, scripts, reason) => {
    const plan = beside(scripts)
    expect(plan.kept).toHaveLength(1)
    expect(plan.kept[0]).toMatch(/^libs\/shapes\/package\.json: the script "\w+" \(.*\) is kept: /)
    expect(plan.kept[0]).toMatch(reason)
    expect(plan.nx).toBeUndefined()
  })

  test('a program’s script keeps its profile', () => {
    const files = {
      ...CRATES,
      'package.json': text({ name: 'acme', workspaces: ['apps/*'] }),
      'apps/hello/package.json': text({ name: 'hello', scripts: { build: 'cargo build --release' } }),
    }
    expect(migrated(files).json('apps/hello/package.json')).toMatchObject({
      nx: { includedScripts: [], targets: { build: { options: { profile: 'release' } } } },
    })
  })
})

test('run-commands of a crate that are one command of Rust are handed over', () => {
  const command = (line: string, options = {}) => ({
    executor: 'nx:run-commands',
    options: { command: line, ...options },
  })
  const files = {
    ...CRATES,
    'apps/hello/project.json': text({
      name: 'hello',
      targets: {
        build: {
          ...command('cargo build -p hello --release'),
          outputs: ['{workspaceRoot}/target/release/hello'],
        },
        test: { command: 'cargo test', options: { cwd: '{projectRoot}' } },
        lint: command('cargo clippy -p hello --all-targets -- -D warnings'),
        format: command('cargo fmt -p hello --check', { env: { A: '1' } }),
        deploy: command('cargo run -p tool'),
      },
    }),
  }
  const plan = migrated(files)
  expect(plan.json('apps/hello/project.json')).toEqual({
    name: 'hello',
    targets: {
      build: { options: { profile: 'release' } },
      format: command('cargo fmt -p hello --check', { env: { A: '1' } }),
      deploy: command('cargo run -p tool'),
    },
  })
  expect(migrated(written(files, plan))).toMatchObject({ sources: [], files: [] })
})

test('scripts elsewhere stay, with the command that does the same', () => {
  const plan = migrated({
    ...CRATES,
    'package.json': text({
      name: 'acme',
      workspaces: ['libs/*'],
      scripts: { wasm: 'wasm-pack build libs/shapes', api: 'cargo run -p hello', all: 'cargo build' },
    }),
    'libs/shapes/Cargo.toml': manifest('shapes', WASM),
    'libs/shapes/package.json': text({ name: '@acme/shapes', scripts: { build: 'wasm-pack build' } }),
  })
  expect(plan.notes).toContain(
    'package.json: what the script "wasm" does, `nx run @acme/shapes:wasm` does too, cached',
  )
  expect(plan.notes).toContain('package.json: what the script "api" does, `nx run hello:run` does too')
  expect(plan.files.map(({ path }) => path)).toEqual(['libs/shapes/package.json'])
})
