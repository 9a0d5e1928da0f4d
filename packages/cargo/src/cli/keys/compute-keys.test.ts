import { utimesSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { EDITED_WORKSPACE } from './edited-workspace'
import { KeyWorkspace } from './key-workspace'

let workspace = new KeyWorkspace(EDITED_WORKSPACE)
beforeEach(() => {
  workspace[Symbol.dispose]()
  workspace = new KeyWorkspace(EDITED_WORKSPACE)
})
afterAll(() => workspace[Symbol.dispose]())

type Edit = [what: string, edit: (it: KeyWorkspace) => void, changed: readonly string[]]

const COMPILED = 'build test lint doc'
const ALL = 'build test lint format doc'
const EVERYONE = (kinds: string) =>
  ['app', 'derive', 'engine', 'free', 'scripted', 'testkit'].map(
    (name) => `${name}: ${kinds}${name === 'engine' ? ' bench' : ''}`,
  )

const UNCHANGED: Edit[] = [
  ['the README of the repository', (it) => it.append('README.md', 'more\n'), []],
  ['a README that nobody includes', (it) => it.append('crates/app/README.md', 'more\n'), []],
  ['a README beside a build script', (it) => it.append('crates/free/README.md', 'more\n'), []],
  ['a guide in docs/', (it) => it.append('crates/engine/docs/guide.md', 'more\n'), []],
  ['a comment in a manifest', (it) => it.append('crates/engine/Cargo.toml', '\n# more\n'), []],
  ['a comment in the root manifest', (it) => it.append('Cargo.toml', '\n# more\n'), []],
  [
    'a description that no source mentions',
    (it) => it.replace('crates/engine/Cargo.toml', 'An engine', 'Engine'),
    [],
  ],
  [
    'keywords',
    (it) => it.replace('crates/app/Cargo.toml', '[dependencies]', 'keywords = ["a"]\n[dependencies]'),
    [],
  ],
  [
    'the order of dependencies',
    (it) =>
      it.replace(
        'crates/app/Cargo.toml',
        'engine = { path = "../engine" }\nderive = { path = "../derive" }',
        'derive = { path = "../derive" }\nengine = { path = "../engine" }',
      ),
    [],
  ],
  [
    'a requirement that the lock meets already',
    (it) => it.replace('crates/app/Cargo.toml', 'ext-app = "1"', 'ext-app = "1.0"'),
    [],
  ],
  [
    'a workspace dependency that nobody uses',
    (it) => it.replace('Cargo.toml', 'ext-engine = "1.0"', 'ext-engine = "1.0"\next-new = "2"'),
    [],
  ],
  ['an alias in the configuration of Cargo', (it) => it.replace('.cargo/config.toml', 'clippy', 'check'), []],
  ['the number of jobs', (it) => it.replace('.cargo/config.toml', 'jobs = 2', 'jobs = 4'), []],
  [
    'a runner, for what is only compiled',
    (it) => it.append('.cargo/config.toml', '[target.x86_64-unknown-linux-gnu]\nrunner = "wine"\n'),
    EVERYONE('test'),
  ],
  [
    'metadata of other tools',
    (it) => it.append('crates/app/Cargo.toml', '\n[package.metadata.docs]\nall = true\n'),
    [],
  ],
  ['a file that Git ignores', (it) => it.write('crates/free/x.local', 'x\n'), []],
  [
    'a source file that nothing declares',
    (it) => it.write('crates/engine/src/stray.rs', 'pub fn stray() {}\n'),
    [],
  ],
  ['a file outside of the globs that a crate includes', (it) => it.append('shared/notes.txt', 'more\n'), []],
  [
    'a file that a build script does not name',
    (it) => it.append('crates/scripted/other.json', '\n'),
    ['scripted: test'],
  ],
  ['only the time of a source file', (it) => utimesSync(it.path('crates/engine/src/lib.rs'), 1, 1), []],
  ['a source file written anew with the same bytes', (it) => it.append('crates/engine/src/table.rs', ''), []],
  [
    'a lock entry that no crate needs',
    (it) => it.append('Cargo.lock', '\n[[package]]\nname = "zzz"\nversion = "1.0.0"\n'),
    [],
  ],
  ['a comment in the lock', (it) => it.write('Cargo.lock', `# more\n${EDITED_WORKSPACE['Cargo.lock']}`), []],
  [
    'an environment variable that nobody reads',
    (it) => Object.assign(it.environment, { OTHER: '1', CARGO_BUILD_JOBS: '1' }),
    [],
  ],
  [
    'components of a toolchain file',
    (it) => it.write('rust-toolchain.toml', '[toolchain]\ncomponents = ["clippy"]\n'),
    EVERYONE(ALL),
  ],
  ['an unrelated file in the root', (it) => it.write('NOTES.txt', 'x\n'), []],
]

const CHANGED: Edit[] = [
  [
    'a source file of a library',
    (it) => it.append('crates/engine/src/table.rs', '// more\n'),
    ['app: build test lint doc', `engine: ${ALL} bench`, 'testkit: build test lint doc'],
  ],
  [
    'a module of a module',
    (it) => it.append('crates/engine/src/table/deep.rs', '// more\n'),
    [`app: ${COMPILED}`, `engine: ${ALL} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a module found by #[path]',
    (it) => it.append('crates/engine/src/odd/place.rs', '// more\n'),
    [`app: ${COMPILED}`, `engine: ${ALL} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a module that a macro declares',
    (it) => it.append('crates/engine/src/made.rs', '// more\n'),
    [`app: ${COMPILED}`, `engine: ${ALL} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a module of another platform',
    (it) => it.append('crates/engine/src/windows.rs', '// more\n'),
    [`app: ${COMPILED}`, `engine: ${ALL} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a module for tests',
    (it) => it.append('crates/engine/src/tests.rs', '// more\n'),
    ['engine: test lint format bench'],
  ],
  [
    'an included text',
    (it) => it.append('crates/engine/src/data/table.txt', '2\n'),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'an included file named from CARGO_MANIFEST_DIR',
    (it) => it.append('crates/engine/assets/logo.bin', '2\n'),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a README that is the documentation',
    (it) => it.append('crates/engine/README.md', 'more\n'),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'an included file that goes away',
    (it) => it.remove('crates/engine/assets/logo.bin'),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a directory that an attribute names',
    (it) => it.write('crates/app/views/new.html', '<p>\n'),
    [`app: ${COMPILED}`],
  ],
  [
    'a file that a glob in the manifest includes',
    (it) => it.write('shared/more/new.json', '{}\n'),
    [`app: ${COMPILED}`],
  ],
  ['a module of the binary', (it) => it.append('crates/app/src/cli.rs', '// more\n'), [`app: ${ALL}`]],
  ['a new binary', (it) => it.write('crates/app/src/bin/tool.rs', 'fn main() {}\n'), [`app: ${ALL}`]],
  [
    'a new module, untracked',
    (it) => {
      it.append('crates/testkit/src/lib.rs', 'mod fresh;\n')
      it.write('crates/testkit/src/fresh.rs', '')
    },
    ['engine: test lint bench', `testkit: ${ALL}`],
  ],
  [
    'a test',
    (it) => it.append('crates/engine/tests/basic.rs', '// more\n'),
    ['engine: test lint format bench'],
  ],
  [
    'a fixture of a test',
    (it) => it.append('crates/engine/tests/fixtures/input.md', 'more\n'),
    ['engine: test bench'],
  ],
  [
    'a bench',
    (it) => it.append('crates/engine/benches/speed.rs', '// more\n'),
    ['engine: lint format bench'],
  ],
  [
    'an example',
    (it) => it.append('crates/engine/examples/demo.rs', '// more\n'),
    ['engine: test lint format'],
  ],
  [
    'the source of a proc-macro',
    (it) => it.append('crates/derive/src/lib.rs', '// more\n'),
    [`app: ${COMPILED}`, `derive: ${ALL}`],
  ],
  [
    'what a proc-macro reads of the environment',
    (it) => Object.assign(it.environment, { DERIVE_MODE: 'x' }),
    [`app: ${COMPILED}`, 'derive: build test lint doc'],
  ],
  [
    'what a source reads of the environment',
    (it) => Object.assign(it.environment, { ENGINE_REGION: 'x' }),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  [
    'a description that a source mentions',
    (it) => it.replace('crates/app/Cargo.toml', 'An app', 'App'),
    [`app: ${COMPILED}`],
  ],
  [
    'a file that a build script names',
    (it) => it.append('crates/scripted/schema.json', '\n'),
    [`scripted: ${COMPILED}`],
  ],
  [
    'a variable that a build script names',
    (it) => Object.assign(it.environment, { SCHEMA_MODE: 'x' }),
    [`scripted: ${COMPILED}`],
  ],
  ['a build script', (it) => it.append('crates/scripted/build.rs', '// more\n'), [`scripted: ${ALL}`]],
  [
    'a file beside a build script that reads freely',
    (it) => it.write('crates/free/native/b.c', 'int b;\n'),
    [`free: ${COMPILED}`],
  ],
  [
    'the C compiler, where build scripts are',
    (it) => Object.assign(it.environment, { CC: 'clang' }),
    [`free: ${COMPILED}`, `scripted: ${COMPILED}`],
  ],
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
      it.replace('Cargo.lock', 'name = "ext-app"\nversion = "1.0.0"', 'name = "ext-app"\nversion = "1.0.1"'),
    [`app: ${COMPILED}`],
  ],
  [
    'a locked dependency of a dependency',
    (it) => it.replace('Cargo.lock', 'bb00', 'be00'),
    [`app: ${COMPILED}`, `engine: ${COMPILED} bench`, `testkit: ${COMPILED}`],
  ],
  ['a locked dev-dependency', (it) => it.replace('Cargo.lock', 'cc00', 'ce00'), ['engine: test lint bench']],
  ['the resolver', (it) => it.replace('Cargo.toml', 'resolver = "2"', 'resolver = "3"'), EVERYONE(COMPILED)],
  ['a profile', (it) => it.replace('Cargo.toml', 'opt-level = 0', 'opt-level = 1'), EVERYONE(COMPILED)],
  ['lints of clippy', (it) => it.replace('Cargo.toml', 'all = "warn"', 'all = "deny"'), ['engine: lint']],
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
    'the toolchain that a file asks for',
    (it) => it.write('rust-toolchain.toml', '[toolchain]\nchannel = "nightly"\n'),
    EVERYONE(ALL),
  ],
  ['another compiler', (it) => it.installCompiler('1.91.0'), EVERYONE(ALL)],
]

describe('an edit changes the keys of what it can change, and no other', () => {
  test.each([...UNCHANGED, ...CHANGED])('%s', (_, edit, changed) => {
    const before = workspace.keys()
    edit(workspace)
    expect(workspace.changesSince(before)).toEqual(changed)
  })
})
