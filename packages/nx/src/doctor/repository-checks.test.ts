import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { SOUND_FILES, SOUND_MACHINE, said, unsound } from '../../test-kit/doctor-facts'
import { emptySubmodules } from './submodules'

const MODULES = '[submodule "a"]\n\tpath = vendor/a\n\turl = x\n[submodule "b"]\n\tpath = "vendor/b c"\n'

test('one whose directory holds nothing is not checked out', () => {
  const tree = treeOf({ '.gitmodules': MODULES, 'vendor/a/README.md': '' })
  expect(emptySubmodules(tree)).toEqual([{ path: 'vendor/b c', line: 5 }])
})

test('submodules are a warning, and an error where a manifest misses what lies in them', () => {
  const files = { ...SOUND_FILES, '.gitmodules': MODULES }
  expect(unsound({ files })).toEqual([
    {
      id: 'submodules',
      level: 'warning',
      message: '2 submodules not checked out: vendor/a and vendor/b c',
      place: '.gitmodules:2',
      mend: "git submodule update --init --checkout -- vendor/a 'vendor/b c'",
      fix: {
        by: 'command',
        command: ['git', 'submodule', 'update', '--init', '--checkout', '--', 'vendor/a', 'vendor/b c'],
        dir: '',
      },
    },
  ])
  const needy = `${SOUND_FILES['crates/engine/Cargo.toml']}[dependencies]\na = { path = "../../vendor/a" }\n`
  const [first] = unsound({ files: { ...files, 'crates/engine/Cargo.toml': needy } })
  expect(first).toMatchObject({ id: 'submodules', level: 'error' })
  const git = { ...SOUND_MACHINE.git, isRepository: false }
  expect(unsound({ files, machine: { git } })[0]).toMatchObject({
    mend: 'clone the repository with Git: an archive of it contains no submodules',
    fix: null,
  })
  const recorded = { ...SOUND_MACHINE.git, recordedSubmodules: ['vendor/b c'] }
  expect(unsound({ files, machine: { git: recorded } })[0]).toMatchObject({
    message: '1 submodule not checked out: vendor/b c',
  })
})

test('faults in manifests are one line: an error where Cargo refuses the workspace, else a warning', () => {
  const broken = { ...SOUND_FILES, 'tests/a/Cargo.toml': '[package\n', 'tests/b/Cargo.toml': '[package\n' }
  const [found, ...others] = said({ files: broken })
  expect(others).toEqual([])
  expect(found).toMatch(
    /^warning manifests \| tests\/a\/Cargo\.toml:1 \| .*; 1 more in tests\/b\/Cargo\.toml \| .*; all: npx nx-crane graph$/,
  )
  expect(said({ files: { ...SOUND_FILES, 'Cargo.toml': '[workspace]\nmembers = ["gone"]\n' } })[0]).toMatch(
    /^error manifests \| Cargo\.toml/,
  )
})

test.each([
  ['a build script that says nothing', 'fn main() {}', []],
  ['one that says what it reads', 'fn main() { println!("cargo:rerun-if-changed=data.txt"); }', []],
  [
    'one that puts names together',
    'fn main() { for p in list() { println!("cargo:rerun-if-changed={}", p); } }',
    ['note undeclared-inputs'],
  ],
])('%s', (_, script, expected) => {
  const files = { ...SOUND_FILES, 'crates/engine/build.rs': script }
  const ids = (found: string[]) => found.map((line) => line.split(' | ')[0])
  expect(ids(said({ files }))).toEqual(expected)
  const include = '[package.metadata.nx-crane]\ninclude = ["../data/**"]\n'
  const told = { ...files, 'crates/engine/Cargo.toml': SOUND_FILES['crates/engine/Cargo.toml'] + include }
  expect(said({ files: told })).toEqual([])
})
