import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { describe, expect, test } from 'vitest'
import { COMPILED, EVERYONE } from '../../test-kit/key-edit'
import { KeyWorkspace } from '../../test-kit/key-workspace'

/** A directory beside the repository. */
function outsideOf(it: KeyWorkspace, path: string): string {
  return join(dirname(it.tools), path)
}

function writeOutside(it: KeyWorkspace, path: string, text: string): void {
  mkdirSync(dirname(outsideOf(it, path)), { recursive: true })
  writeFileSync(outsideOf(it, path), text)
}

type Case = [
  what: string,
  prepare: (it: KeyWorkspace) => void,
  edit: (it: KeyWorkspace) => void,
  kinds: string,
]

const config = (text: string) => (it: KeyWorkspace) => it.write('.cargo/config.toml', text)
const environment = (variables: Record<string, string>) => (it: KeyWorkspace) =>
  void Object.assign(it.environment, variables)
const writes = (path: string, text: string) => (it: KeyWorkspace) => it.write(path, text)
const both =
  (...steps: ((it: KeyWorkspace) => void)[]) =>
  (it: KeyWorkspace) => {
    for (const step of steps) step(it)
  }
const crate = (name: string, rest = '') => `[package]\nname = "${name}"\nversion = "1.0.0"\n${rest}`

describe('the content of a file that configuration names is in the keys that use it:', () => {
  test.each<Case>([
    [
      'a linker script',
      both(config('[build]\nrustflags = ["-C", "link-arg=-Tmemory.x"]\n'), writes('memory.x', 'one')),
      writes('memory.x', 'two'),
      COMPILED,
    ],
    [
      'one that it includes, in a directory that is searched',
      both(
        config('[target.x86_64-unknown-linux-gnu]\nrustflags = "-Clink-arg=-Llink -Clink-arg=-Tall.x"\n'),
        writes('link/all.x', 'INCLUDE part.x\n'),
        writes('link/part.x', 'one'),
      ),
      writes('link/part.x', 'two'),
      COMPILED,
    ],
    [
      'a file of arguments in the environment',
      both(environment({ RUSTFLAGS: '@flags.txt' }), writes('flags.txt', '-Cdebuginfo=1')),
      writes('flags.txt', '-Cdebuginfo=2'),
      COMPILED,
    ],
    [
      'a library in a directory that is searched',
      both(environment({ CARGO_ENCODED_RUSTFLAGS: '-L\u001fnative=libs' }), writes('libs/libx.a', 'one')),
      writes('libs/libx.a', 'two'),
      COMPILED,
    ],
    [
      'the header of pages',
      both(environment({ RUSTDOCFLAGS: '--html-in-header head.html' }), writes('head.html', 'one')),
      writes('head.html', 'two'),
      'test doc',
    ],
    [
      'the script that runs tests',
      both(
        config('[target."cfg(unix)"]\nrunner = ["node", "tools/run.mjs"]\n'),
        writes('tools/run.mjs', 'one'),
      ),
      writes('tools/run.mjs', 'two'),
      'test',
    ],
    [
      'a linker that a variable names',
      both(
        environment({ CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER: './tools/link.sh' }),
        writes('tools/link.sh', 'one'),
      ),
      writes('tools/link.sh', 'two'),
      COMPILED,
    ],
    [
      'a specification of the target',
      both(config('[build]\ntarget = "board.json"\n'), writes('board.json', '{}')),
      writes('board.json', '{ "os": "none" }'),
      COMPILED,
    ],
    [
      'a crate in place of another',
      both(config('paths = ["other"]\n'), writes('other/Cargo.toml', crate('ext-app'))),
      writes('other/src/lib.rs', ''),
      COMPILED,
    ],
    [
      'vendored sources',
      both(
        config('[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "third_party"\n'),
        writes('third_party/ext-app/src/lib.rs', 'one'),
      ),
      writes('third_party/ext-app/src/lib.rs', 'two'),
      COMPILED,
    ],
    [
      'a configuration of clippy elsewhere',
      both(environment({ CLIPPY_CONF_DIR: 'lints' }), writes('lints/clippy.toml', 'msrv = "1.60"\n')),
      writes('lints/clippy.toml', 'msrv = "1.61"\n'),
      'lint',
    ],
    [
      'a configuration of clippy where the configuration of Cargo says',
      both(
        config('[env]\nCLIPPY_CONF_DIR = { value = "lints", relative = true }\n'),
        writes('lints/clippy.toml', 'msrv = "1.60"\n'),
      ),
      writes('lints/clippy.toml', 'msrv = "1.61"\n'),
      'lint',
    ],
    [
      'the configuration of rustfmt in the home of the user',
      (it) => void Object.assign(it.environment, { HOME: outsideOf(it, 'home') }),
      (it) => writeOutside(it, 'home/.config/rustfmt/rustfmt.toml', 'tab_spaces = 3\n'),
      'format',
    ],
    [
      'the configuration of nextest',
      () => {},
      writes('.config/nextest.toml', '[profile.default]\nretries = 3\n'),
      'test',
    ],
  ])('%s', (_, prepare, edit, kinds) => {
    using it = new KeyWorkspace(EDITED_WORKSPACE)
    prepare(it)
    const before = it.keys()
    expect(it.changesSince(before)).toEqual([])
    edit(it)
    const expected = EVERYONE(kinds).map((line) =>
      ['lint', 'format', 'doc'].includes(kinds) ? line.replace(' bench', '') : line,
    )
    expect(it.changesSince(before)).toEqual(expected)
  })
})

describe('the files of a package that the graph does not have are in the keys of the workspace:', () => {
  test('outside of the repository, and what that leads to', () => {
    using it = new KeyWorkspace(EDITED_WORKSPACE)
    writeOutside(it, 'near/Cargo.toml', crate('near', '[dependencies]\nfar = { path = "../far" }\n'))
    writeOutside(it, 'far/Cargo.toml', crate('far'))
    writeOutside(it, 'far/src/lib.rs', 'one')
    it.append('crates/free/Cargo.toml', `\n[dependencies.near]\npath = "${outsideOf(it, 'near')}"\n`)
    const before = it.keys()
    writeOutside(it, 'far/src/data/x.txt', 'two')
    expect(it.changesSince(before)).toEqual(EVERYONE(COMPILED))
    const then = it.keys()
    mkdirSync(outsideOf(it, 'far/target'))
    writeOutside(it, 'far/target/x', '')
    expect(it.changesSince(then)).toEqual([])
  })

  test('what that has from its own workspace', () => {
    using it = new KeyWorkspace(EDITED_WORKSPACE)
    writeOutside(it, 'ws/Cargo.toml', '[workspace]\n[workspace.dependencies]\nfar = { path = "far" }\n')
    writeOutside(it, 'ws/near/Cargo.toml', crate('near', '[dependencies]\nfar.workspace = true\n'))
    writeOutside(it, 'ws/far/Cargo.toml', crate('far'))
    it.append('crates/free/Cargo.toml', `\n[dependencies.near]\npath = "${outsideOf(it, 'ws/near')}"\n`)
    const before = it.keys()
    writeOutside(it, 'ws/far/src/lib.rs', 'two')
    expect(it.changesSince(before)).toEqual(EVERYONE(COMPILED))
    const then = it.keys()
    writeOutside(it, 'ws/Cargo.toml', '[workspace]\n[workspace.dependencies]\nfar = { path = "./far" }\n')
    expect(it.changesSince(then)).toEqual(EVERYONE(COMPILED))
  })

  test('by a patch', () => {
    using it = new KeyWorkspace(EDITED_WORKSPACE)
    writeOutside(it, 'patched/Cargo.toml', crate('ext-app'))
    it.append('Cargo.toml', `\n[patch.crates-io]\next-app = { path = "${outsideOf(it, 'patched')}" }\n`)
    const before = it.keys()
    writeOutside(it, 'patched/src/lib.rs', 'two')
    expect(it.changesSince(before)).toEqual(EVERYONE(COMPILED))
  })

  test('behind a link', () => {
    using it = new KeyWorkspace(EDITED_WORKSPACE)
    writeOutside(it, 'linked/Cargo.toml', crate('linked'))
    symlinkSync(outsideOf(it, 'linked'), it.path('crates/linked'))
    it.append('crates/free/Cargo.toml', '\n[dependencies.linked]\npath = "../linked"\n')
    const before = it.keys()
    writeOutside(it, 'linked/src/lib.rs', 'two')
    expect(it.changesSince(before)).toEqual(EVERYONE(COMPILED))
    rmSync(it.path('crates/linked'))
  })
})

test('a rust-version changes what clippy says, and all once the compiler is too old for it', () => {
  using it = new KeyWorkspace(EDITED_WORKSPACE)
  const path = 'crates/derive/Cargo.toml'
  const before = it.keys()
  it.replace(path, 'edition = "2021"', 'edition = "2021"\nrust-version = "1.80"')
  expect(it.changesSince(before)).toEqual(['derive: lint doc'])
  it.replace(path, '"1.80"', '"1.91"')
  expect(it.changesSince(before)).toEqual([`app: ${COMPILED}`, `derive: ${COMPILED}`])
})

test('the configuration of rustfmt beside the sources of one part counts for the format of that crate', () => {
  using it = new KeyWorkspace(EDITED_WORKSPACE)
  const before = it.keys()
  it.write('crates/derive/src/rustfmt.toml', 'tab_spaces = 3\n')
  expect(it.changesSince(before)).toEqual(['derive: format doc'])
})

test('another linker first on PATH changes the keys of what is linked', () => {
  using it = new KeyWorkspace(EDITED_WORKSPACE)
  const before = it.keys()
  writeFileSync(join(it.tools, 'cc'), '#!/bin/sh\nexec /usr/bin/cc -s "$@"\n', { mode: 0o755 })
  const linked = ['app: build test', 'derive: build test', 'engine: test bench', 'free: build test']
  const all = [...linked, 'scripted: build test', 'testkit: test']
  expect(it.changesSince(before)).toEqual(all)
  const then = it.keys()
  // The same program under another name and behind a link.
  rmSync(join(it.tools, 'cc'))
  writeFileSync(join(it.tools, 'real-cc'), '#!/bin/sh\nexec /usr/bin/cc -s "$@"\n', { mode: 0o755 })
  symlinkSync('real-cc', join(it.tools, 'cc'))
  expect(it.changesSince(then)).toEqual([])
})

test('who asks for the name of the toolchain gets another one with another name of the same compiler', () => {
  using it = new KeyWorkspace(EDITED_WORKSPACE)
  writeOutside(it, 'rustup/toolchains/stable/lib/x', '')
  writeOutside(it, 'rustup/toolchains/1.90.0/lib/x', '')
  Object.assign(it.environment, { RUSTUP_HOME: outsideOf(it, 'rustup') })
  it.append('crates/free/src/lib.rs', '\nconst NAME: Option<&str> = option_env!("RUSTUP_TOOLCHAIN");\n')
  it.write('rust-toolchain.toml', '[toolchain]\nchannel = "stable"\n')
  const before = it.keys()
  it.replace('rust-toolchain.toml', 'stable', '1.90.0')
  expect(it.changesSince(before)).toEqual([`free: ${COMPILED}`])
})
