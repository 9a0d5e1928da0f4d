import { append, EMPTY, one, type RemedyCase, replace } from './remedy-case'

// Names of packages, libraries, programs and features.

export const names: readonly RemedyCase[] = [
  [
    'duplicate-name',
    'DUPLICATE_CRATE',
    'rename one of them',
    { 'b/Cargo.toml': replace('"same"', '"other"') },
  ],
  [
    'duplicate-name',
    'DUPLICATE_CRATE',
    'move one from workspace.members to workspace.exclude',
    { 'Cargo.toml': replace('"b", "c"]', '"c"]\nexclude = ["b"]') },
  ],
  [
    'no-name',
    'INVALID_CRATE_NAME',
    'name the package with letters',
    { 'q/Cargo.toml': append('name = "q-1_x"\n'), 'q/src/lib.rs': EMPTY },
  ],
  [
    'name-with-quotes',
    'INVALID_CRATE_NAME',
    'name the package with letters',
    { 'q/Cargo.toml': replace(`'a"b'`, '"ab"'), 'q/src/lib.rs': EMPTY },
  ],
  one('[lib]\nname = "a-b"\n', '[lib]\nname = "a_b"\n', {
    code: 'INVALID_LIBRARY_NAME',
    hint: 'write name = "a_b"',
  }),
  one('[[bin]]\nname = "deps"\npath = "src/lib.rs"\n', '[[bin]]\nname = "other"\npath = "src/lib.rs"\n', {
    ...{ code: 'RESERVED_BINARY_NAME', hint: 'give it another name' },
  }),
  one('[features]\n"a b" = []\n', '[features]\na-b = []\n', {
    code: 'INVALID_FEATURE_NAME',
    hint: 'letters, digits',
  }),
]
