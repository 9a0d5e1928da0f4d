import { append, crate, EMPTY, one, type RemedyCase, replace } from './remedy-case'

// What a Cargo.toml is as text and as a table: syntax, merge conflicts, values of another type.

export const manifestText: readonly RemedyCase[] = [
  [
    'broken-toml',
    'INVALID_TOML',
    'correct line 3, column',
    { 'broken/Cargo.toml': replace('0.1.0', '"0.1.0"'), 'broken/src/lib.rs': EMPTY },
  ],
  [
    'broken-member',
    'INVALID_TOML',
    'correct line 1',
    { 'b/Cargo.toml': replace('[package', '[package]'), 'b/src/lib.rs': EMPTY },
  ],
  [
    'merge-conflict',
    'MERGE_CONFLICT',
    'remove its <<<<<<<, ======= and >>>>>>> lines',
    { 'torn/Cargo.toml': crate('torn'), 'torn/src/lib.rs': EMPTY },
  ],
  [
    'virtual-manifest-with-dependencies',
    'TABLE_WITHOUT_PACKAGE',
    'rename it to [workspace.dependencies]',
    { 'q/Cargo.toml': replace('[dependencies]', '[workspace.dependencies]') },
  ],
  [
    'neither-package-nor-workspace',
    'NOT_A_MANIFEST',
    'add one of them',
    { 'q/Cargo.toml': append('[workspace]\n') },
  ],
  ['neither-package-nor-workspace', 'NOT_A_MANIFEST', 'or remove the file', { 'q/Cargo.toml': null }],
  [
    { 'Cargo.toml': crate('a').replace('"0.1.0"', '1'), 'src/lib.rs': EMPTY },
    'WRONG_TYPE',
    'write version = "…"',
    { 'Cargo.toml': replace('version = 1', 'version = "1.0.0"') },
  ],
  [
    { 'Cargo.toml': crate('a', '[features]\nx = "y"\n'), 'src/lib.rs': EMPTY },
    'WRONG_TYPE',
    'write a list of the features',
    { 'Cargo.toml': replace('"y"', '[]') },
  ],
  one('authors = "me"\n', 'authors = ["me"]\n', { code: 'WRONG_TYPE', hint: 'write authors = ["me"]' }),
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = "a"\n',
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    ...(['WRONG_TYPE', 'write members = ["a"]'] as const),
    { 'Cargo.toml': replace('"a"', '["a"]') },
  ],
]
