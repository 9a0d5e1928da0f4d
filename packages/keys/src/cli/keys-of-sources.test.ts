import { describe, expect, test } from 'vitest'
import { ALL, COMPILED, changesOf, type KeyEdit } from '../../test-kit/key-edit'

describe('a source changes the keys of the crates that it is compiled into, and no other:', () => {
  test.each<KeyEdit>([
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
      ['engine: test lint format doc bench'],
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
      ['engine: test lint format doc bench'],
    ],
    [
      'a fixture of a test',
      (it) => it.append('crates/engine/tests/fixtures/input.md', 'more\n'),
      ['engine: test doc bench'],
    ],
    [
      'a bench',
      (it) => it.append('crates/engine/benches/speed.rs', '// more\n'),
      ['engine: lint format doc bench'],
    ],
    [
      'an example',
      (it) => it.append('crates/engine/examples/demo.rs', '// more\n'),
      ['engine: test lint format doc'],
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
  ])('%s', (_, edit, changed) => {
    expect(changesOf(edit)).toEqual(changed)
  })
})
