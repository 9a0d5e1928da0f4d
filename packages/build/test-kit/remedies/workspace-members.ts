import { append, crate, EMPTY, GONE, type RemedyCase, replace } from './remedy-case'
import { CHECKED_OUT, SUBMODULE } from './submodule'

// Which crates a workspace lists, and which it forgot.

const NESTED = {
  'sub/Cargo.toml': '[workspace]\nmembers = ["a"]\nresolver = "2"\n',
  'sub/a/Cargo.toml': crate('a'),
  'sub/a/src/lib.rs': EMPTY,
  'sub/other/Cargo.toml': crate('other'),
}
const POINTER = {
  'root/Cargo.toml': '[workspace]\nmembers = []\nresolver = "2"\n',
  'alone/Cargo.toml': crate('alone').replace('edition', 'workspace = "../root"\nedition'),
  'alone/src/lib.rs': EMPTY,
}

export const workspaceMembers: readonly RemedyCase[] = [
  [
    { ...SUBMODULE, 'Cargo.toml': '[workspace]\nmembers = ["third party/engine/core"]\nresolver = "2"\n' },
    'MISSING_MEMBER',
    "run git submodule update --init 'third party/engine'",
    CHECKED_OUT,
  ],
  [
    'missing-member',
    'MISSING_MEMBER',
    'remove "gone" from workspace.members',
    { 'Cargo.toml': replace(', "gone"', '') },
  ],
  ['missing-member', 'MISSING_MEMBER', 'create a crate there, with a Cargo.toml and a src/lib.rs', GONE],
  [
    'glob-over-directory-without-manifest',
    'MISSING_MEMBER',
    'to workspace.exclude in Cargo.toml',
    { 'Cargo.toml': append('exclude = ["crates/notes"]\n') },
  ],
  [
    'not-a-member',
    'NOT_A_MEMBER',
    'add "forgotten" to workspace.members',
    { 'Cargo.toml': replace('["a"]', '["a", "forgotten"]') },
  ],
  [
    'not-a-member',
    'NOT_A_MEMBER',
    'or to workspace.exclude in Cargo.toml',
    { 'Cargo.toml': append('exclude = ["forgotten"]\n') },
  ],
  [
    { ...NESTED, 'sub/other/src/lib.rs': EMPTY },
    'NOT_A_MEMBER',
    'add "other" to workspace.members or to workspace.exclude in sub/Cargo.toml',
    { 'sub/Cargo.toml': replace('["a"]', '["a", "other"]') },
  ],
  [
    { ...NESTED, 'sub/other/src/lib.rs': EMPTY },
    'NOT_A_MEMBER',
    'to workspace.exclude in sub/Cargo.toml',
    { 'sub/Cargo.toml': append('exclude = ["other"]\n') },
  ],
  [
    NESTED,
    'NO_CRATE_TARGETS',
    'with a path; then add "other" to workspace.members or',
    { 'sub/other/src/lib.rs': EMPTY, 'sub/Cargo.toml': replace('["a"]', '["a", "other"]') },
  ],
  [
    POINTER,
    'NOT_A_MEMBER',
    'add "../alone" to workspace.members in root/Cargo.toml',
    { 'root/Cargo.toml': replace('[]', '["../alone"]') },
  ],
  [
    POINTER,
    'NOT_A_MEMBER',
    'or remove workspace = "../root" here',
    { 'alone/Cargo.toml': replace('workspace = "../root"\n', '') },
  ],
  [
    'default-member-is-no-member',
    'DEFAULT_MEMBER_IS_NO_MEMBER',
    'remove it from workspace.default-members',
    { 'Cargo.toml': replace('default-members = ["b"]', 'default-members = []') },
  ],
  [
    'invalid-glob',
    'INVALID_GLOB',
    'correct the pattern',
    { 'Cargo.toml': replace(', "b**"', ', "b*"'), 'b1/Cargo.toml': crate('b1'), 'b1/src/lib.rs': EMPTY },
  ],
  [
    { 'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["none/*"]\n' },
    ...(['MISSING_MEMBER', 'or remove "none/*" from workspace.members'] as const),
    { 'Cargo.toml': replace('"none/*"', '') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["a/Cargo.toml"]\n',
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    ...(['NOT_A_MEMBER', 'write "a" instead of "a/Cargo.toml"'] as const),
    { 'Cargo.toml': replace('a/Cargo.toml', 'a') },
  ],
]
