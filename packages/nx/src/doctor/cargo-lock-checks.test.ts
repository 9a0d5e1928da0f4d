import { describe, expect, test } from 'vitest'
import { factsOf, SOUND_FILES, SOUND_MACHINE, said, WASM_FILES } from '../../test-kit/doctor-facts'
import { examine } from './checks'

// `cargo build --locked` in both: "cannot update the lock file …/Cargo.lock because --locked was passed"
test.each([
  [
    'a new version',
    { 'crates/engine/Cargo.toml': SOUND_FILES['crates/engine/Cargo.toml']?.replace('0.1.0', '0.2.0') },
    'engine 0.2.0',
  ],
  [
    'a new crate',
    {
      'crates/new/Cargo.toml': '[package]\nname = "new"\nversion = "1.0.0"\nedition = "2021"\n',
      'crates/new/src/lib.rs': '',
    },
    'new 1.0.0',
  ],
])('a lock without %s is a warning', (_, changed, lacking) => {
  const files = { ...SOUND_FILES, ...changed } as Record<string, string>
  expect(said({ files })).toEqual([
    `warning cargo-lock | Cargo.lock | lacks ${lacking}: the next cargo command changes it | cargo update --workspace --manifest-path Cargo.toml, and commit it`,
  ])
})

test('a lock that cannot be read is an error with its line', () => {
  const files = { ...SOUND_FILES, 'Cargo.lock': 'version = 4\n\n<<<<<<< HEAD\n' }
  expect(said({ files })).toEqual([expect.stringMatching(/^error cargo-lock \| Cargo\.lock:3 \| .*conflict/)])
})

const crate = (name: string, dependencies = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n[dependencies]\n${dependencies}`
const alone = { 'Cargo.toml': crate('a', 'log = "0.4"\n'), 'src/lib.rs': '' }
const fuzz = { 'fuzz/Cargo.toml': crate('fuzz', 'log = "0.4"\n'), 'fuzz/src/lib.rs': '' }
const without = (file: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== file))

describe('without a lock', () => {
  const base = { ...without('Cargo.toml', without('Cargo.lock', SOUND_FILES)), ...alone }
  const files = without('crates/engine/Cargo.toml', base)

  test('where something comes from a registry that is a warning', () => {
    expect(said({ files })).toEqual([
      'warning cargo-lock | Cargo.lock | is missing: every checkout may build with different versions | cargo generate-lockfile --manifest-path Cargo.toml, and commit it',
    ])
  })

  test('of a workspace of its own beside one that has it, a note', () => {
    expect(said({ files: { ...SOUND_FILES, ...fuzz } })).toEqual([
      'note cargo-lock | fuzz/Cargo.lock | is missing: every checkout may build with different versions | cargo generate-lockfile --manifest-path fuzz/Cargo.toml, and commit it',
    ])
  })

  test('of several, they are counted', () => {
    expect(said({ files: { ...files, ...fuzz } })).toEqual([
      expect.stringContaining('is missing here and for 1 other workspace'),
    ])
  })

  test('that Git ignores it is said, once', () => {
    const git = { ...SOUND_MACHINE.git, ignoredLocks: ['Cargo.lock'] }
    expect(said({ files, machine: { git } })).toEqual([
      'warning ignored-locks | Cargo.lock | Git ignores Cargo.lock: every checkout may build with different versions | remove it from .gitignore (git check-ignore -v Cargo.lock shows the line), then cargo generate-lockfile --manifest-path Cargo.toml, then commit it',
    ])
  })

  test('nothing is sound about it', () => {
    const ids = (files: Readonly<Record<string, string>>) =>
      examine(factsOf({ files })).flatMap(({ id, level }) => (level === 'ok' ? [id] : []))
    const locked = ['cargo-lock', 'ignored-locks', 'wasm-bindgen']
    expect(ids(WASM_FILES)).toEqual(expect.arrayContaining(locked))
    expect(ids(without('Cargo.lock', WASM_FILES)).filter((id) => locked.includes(id))).toEqual([])
    expect(ids(without('Cargo.lock', SOUND_FILES)).filter((id) => locked.includes(id))).toEqual([])
  })

  test('where nothing comes from elsewhere nothing is missing', () => {
    expect(said({ files: without('Cargo.lock', SOUND_FILES) })).toEqual([])
  })
})
