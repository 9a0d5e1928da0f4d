import { append, crate, EMPTY, type RemedyCase, replace } from './remedy-case'

// Crates that belong to another workspace than the one that lists them.

const PATH_TO_OTHER_WORKSPACE = {
  'Cargo.toml': `[workspace]\nmembers = ["a"]\nresolver = "2"\n`,
  'a/Cargo.toml': crate('a', '[dependencies]\ninner = { path = "../nested" }\n'),
  'a/src/lib.rs': EMPTY,
  'nested/Cargo.toml': crate('inner', '[workspace]\n'),
  'nested/src/lib.rs': EMPTY,
}

export const otherWorkspaces: readonly RemedyCase[] = [
  [
    'member-of-another-workspace',
    'WRONG_WORKSPACE',
    'remove "inner" from workspace.members',
    { 'Cargo.toml': replace(', "inner"', '') },
  ],
  [
    'member-of-another-workspace',
    'WRONG_WORKSPACE',
    'or remove the [workspace] table from inner/Cargo.toml',
    { 'inner/Cargo.toml': replace('[workspace]\n', '') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nmembers = ["*"]\nresolver = "2"\n',
      'inner/Cargo.toml': crate('inner', '[workspace]\n'),
      'inner/src/lib.rs': EMPTY,
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    'WRONG_WORKSPACE',
    'add "inner" to workspace.exclude in Cargo.toml',
    { 'Cargo.toml': append('exclude = ["inner"]\n') },
  ],
  [
    PATH_TO_OTHER_WORKSPACE,
    'WRONG_WORKSPACE',
    'add "nested" to workspace.exclude in Cargo.toml',
    { 'Cargo.toml': append('exclude = ["nested"]\n') },
  ],
  [
    'member-not-below-root',
    'WRONG_WORKSPACE',
    'add workspace = "../root" to the [package] table of outside/Cargo.toml',
    { 'outside/Cargo.toml': append('workspace = "../root"\n') },
  ],
  [
    'member-not-below-root',
    'WRONG_WORKSPACE',
    'or remove "../outside" from workspace.members',
    { 'root/Cargo.toml': replace(', "../outside"', '') },
  ],
]
