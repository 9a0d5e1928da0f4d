import { utimesSync } from 'node:fs'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { describe, expect, test } from 'vitest'
import { ALL, changesOf, EVERYONE, type KeyEdit } from '../../test-kit/key-edit'

describe('no key changes with', () => {
  test.each<KeyEdit>([
    ['the README of the repository', (it) => it.append('README.md', 'more\n'), []],
    ['a README that nobody includes', (it) => it.append('crates/app/README.md', 'more\n'), []],
    [
      'a README beside a build script that does not say what it reads: Cargo runs it again too',
      (it) => it.append('crates/free/README.md', 'more\n'),
      ['free: build test lint doc'],
    ],
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
    [
      'an alias in the configuration of Cargo',
      (it) => it.replace('.cargo/config.toml', 'clippy', 'check'),
      [],
    ],
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
    [
      'a file outside of the globs that a crate includes',
      (it) => it.append('shared/notes.txt', 'more\n'),
      [],
    ],
    [
      'a file that a build script does not name',
      (it) => it.append('crates/scripted/other.json', '\n'),
      ['scripted: test'],
    ],
    ['only the time of a source file', (it) => utimesSync(it.path('crates/engine/src/lib.rs'), 1, 1), []],
    [
      'a source file written anew with the same bytes',
      (it) => it.append('crates/engine/src/table.rs', ''),
      [],
    ],
    [
      'a lock entry that no crate needs',
      (it) => it.append('Cargo.lock', '\n[[package]]\nname = "zzz"\nversion = "1.0.0"\n'),
      [],
    ],
    [
      'a comment in the lock',
      (it) => it.write('Cargo.lock', `# more\n${EDITED_WORKSPACE['Cargo.lock']}`),
      [],
    ],
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
  ])('%s', (_, edit, changed) => {
    expect(changesOf(edit)).toEqual(changed)
  })
})
