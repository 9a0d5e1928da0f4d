import { readNixLibrary } from '@nx-crane/crane'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { describe, expect, test } from 'vitest'
import { SOUND_FILES, SOUND_MACHINE, said, unsound } from '../../test-kit/doctor-facts'
import { flakeChanges } from '../flake/flake-changes'

const LOCK = JSON.stringify({
  nodes: { root: { inputs: { nixpkgs: 'nixpkgs', crane: 'crane' } } },
  root: 'root',
  version: 7,
})

/** A repository with its flake as `nx-crane flake` writes it. */
const FLAKE = withFlake(SOUND_FILES)

function withFlake(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const written = flakeChanges(treeOf(files)).written.map(({ path, text }) => [path, text])
  const flake =
    '{ inputs.nixpkgs.url = "x"; inputs.crane.url = "y"; outputs = i: import ./nix/nx-crane { }; }'
  return { ...files, ...Object.fromEntries(written), 'flake.nix': flake, 'flake.lock': LOCK }
}

describe('Nix', () => {
  test('a flake as it was written is sound', () => {
    expect(readNixLibrary().size).toBeGreaterThan(0)
    expect(said({ files: FLAKE })).toEqual([])
  })

  test.each([
    ['2.31.1', ['warning nix']],
    ['2.31.2', []],
    ['2.34.0', []],
  ])('version %s', (version, expected) => {
    const found = said({ machine: { nix: { version, why: null } } })
    expect(found.map((line) => line.split(' | ')[0])).toEqual(expected)
  })

  test.each([
    ['where nobody asks for it', SOUND_FILES, {}, []],
    ['beside a flake', FLAKE, {}, ['note nix']],
    ['that the environment asks for', SOUND_FILES, { NX_CRANE_BUILDER: 'nix' }, ['error nix']],
    [
      'that nx.json asks for',
      {
        ...SOUND_FILES,
        'nx.json': '{ "plugins": [{ "plugin": "nx-crane", "options": { "builder": "nix" } }] }',
      },
      {},
      ['error nix'],
    ],
  ])('no Nix %s', (_, files, environment, expected) => {
    const found = said({ files, machine: { nix: { version: null, why: 'missing' }, environment } })
    expect(found.map((line) => line.split(' | ')[0])).toEqual(expected)
  })

  test('a builder that there is not is an error', () => {
    expect(said({ machine: { environment: { NX_CRANE_BUILDER: 'nx' } } })).toEqual([
      'error nix |  | NX_CRANE_BUILDER is "nx" | set it to one of auto, nix, cargo, or unset it',
    ])
  })

  test('a lock that is missing, lacks an input or is none', () => {
    const { 'flake.lock': _, ...without } = FLAKE
    expect(said({ files: without })).toEqual([
      'warning flake-lock | flake.lock | is missing: every machine builds with the newest inputs | nix flake lock, then commit flake.lock',
    ])
    const further = FLAKE['flake.nix']?.replace('outputs', 'inputs.fenix.url = "z"; outputs') ?? ''
    expect(said({ files: { ...FLAKE, 'flake.nix': further } })).toEqual([
      'warning flake-lock | flake.lock | lacks fenix, which flake.nix has as an input | nix flake lock, then commit flake.lock',
    ])
    expect(said({ files: { ...FLAKE, 'flake.lock': '<<<<<<<' } })[0]).toMatch(/^error flake-lock/)
  })

  test('generated files that are out of date are named', () => {
    const files = {
      ...FLAKE,
      'crates/new/Cargo.toml': '[package]\nname = "new"\nversion = "0.1.0"\nedition = "2021"\n',
      'crates/new/src/lib.rs': '',
      'Cargo.lock': `${FLAKE['Cargo.lock']}\n[[package]]\nname = "new"\nversion = "0.1.0"\n`,
    }
    expect(said({ files })).toEqual([
      'warning flake-files | nix/nx-crane/crates.nix | 1 generated file of the flake is out of date | npx nx-crane flake',
    ])
  })

  test('a workspace without a lock is nothing to Nix', () => {
    const fuzz = '[package]\nname = "fuzz"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n'
    const files = { ...SOUND_FILES, 'fuzz/Cargo.toml': fuzz, 'fuzz/src/lib.rs': '' }
    expect(said({ files: withFlake(files) })).toEqual([
      'warning cargo-locks | fuzz/Cargo.toml | without a Cargo.lock Nix cannot build fuzz/Cargo.toml | cargo generate-lockfile --manifest-path fuzz/Cargo.toml, and commit it',
    ])
    const { 'Cargo.lock': _, ...without } = FLAKE
    expect(said({ files: without })).toEqual([
      'error flake-files | nix/nx-crane | the flake cannot be written: Cargo.lock: the workspace has no lock, without which Nix cannot build its crates | run `cargo generate-lockfile --manifest-path Cargo.toml` and commit the file; then npx nx-crane flake',
    ])
  })
})

describe('Git', () => {
  const git = (facts: Partial<typeof SOUND_MACHINE.git>) => ({ git: { ...SOUND_MACHINE.git, ...facts } })

  test.each([
    ['with a flake', FLAKE, 'error', 'cargo builds everything and Nix builds nothing'],
    ['without one', SOUND_FILES, 'warning', 'every checkout may build with different versions'],
  ])('an ignored lock %s', (_, files, level, consequence) => {
    expect(said({ files, machine: git({ ignoredLocks: ['Cargo.lock'] }) })).toEqual([
      `${level} ignored-locks | Cargo.lock | Git ignores Cargo.lock: ${consequence} | remove it from .gitignore (git check-ignore -v Cargo.lock shows the line), then commit it`,
    ])
  })

  test('files that a flake does not see are told to Git, and no others', () => {
    const untracked = [
      'crates/engine/src/new.rs',
      'crates/engine/README.md',
      'crates/engine/.idea/x',
      'crates/engine/Cargo.lock',
      'apps/web/index.ts',
      'nix/nx-crane/crates.nix',
    ]
    expect(unsound({ machine: git({ untracked }) })).toEqual([])
    expect(unsound({ files: FLAKE, machine: git({ untracked }) })).toEqual([
      {
        id: 'untracked-files',
        level: 'warning',
        message: 'Git does not track 2 files of crates or of the flake: `nix build` does not see them',
        place: 'crates/engine/src/new.rs and nix/nx-crane/crates.nix',
        mend: 'git add -N -- crates/engine/src/new.rs nix/nx-crane/crates.nix',
        fix: {
          by: 'command',
          command: [
            'git',
            '--literal-pathspecs',
            'add',
            '--intent-to-add',
            '--pathspec-from-file=-',
            '--pathspec-file-nul',
          ],
          dir: '',
          input: 'crates/engine/src/new.rs\0nix/nx-crane/crates.nix\0',
        },
      },
    ])
  })

  test('a git that hangs is said, and none is not', () => {
    expect(
      said({ machine: git({ probe: { version: null, why: 'hangs' }, isRepository: false }) })[0],
    ).toMatch(/^warning git/)
    expect(said({ machine: git({ probe: { version: null, why: 'missing' }, isRepository: false }) })).toEqual(
      [],
    )
  })
})
