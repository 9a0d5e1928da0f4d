import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Diagnostic } from '@nx-crane/graph'
import { buildCrateGraph, buildWorkspaceGraph, findManifests, readSourceTree } from '@nx-crane/graph'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// Each hint is carried out as it is printed; then cargo (or npm) must accept the repository, and nothing be left to say.

const FIXTURES = join(__dirname, '../../graph/fixtures/invalid')

/** Files by path: their new text, null for one that is deleted, or what an edit makes of it. */
type Remedy = Readonly<Record<string, string | null | ((text: string) => string)>>
type Case = readonly [
  fixture: string | Readonly<Record<string, string>>,
  code: string,
  hint: string,
  remedy: Remedy,
]

const replace = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from)
  return text.replace(from, () => to)
}
const append = (more: string) => (text: string) => text + more
const crate = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`
const EMPTY = ''
const MAIN = 'fn main() {}\n'

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
const SUBMODULE = {
  '.gitmodules': '[submodule "engine"]\n\tpath = third party/engine\n\turl = https://example.com/engine\n',
  'Cargo.toml': crate('app', '[dependencies]\nengine = { path = "third party/engine/core" }\n'),
  'src/lib.rs': EMPTY,
}
const CHECKED_OUT = {
  'third party/engine/core/Cargo.toml': crate('engine'),
  'third party/engine/core/src/lib.rs': EMPTY,
}
const NEW_EDITION = {
  'Cargo.toml': '[workspace]\nmembers = ["a"]\nresolver = "3"\n[workspace.dependencies]\nlog = "0.4"\n',
  'a/Cargo.toml':
    '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nlog = { workspace = true, default-features = false }\n',
  'a/src/lib.rs': EMPTY,
}
const PATH_TO_OTHER_WORKSPACE = {
  'Cargo.toml': `[workspace]\nmembers = ["a"]\nresolver = "2"\n`,
  'a/Cargo.toml': crate('a', '[dependencies]\ninner = { path = "../nested" }\n'),
  'a/src/lib.rs': EMPTY,
  'nested/Cargo.toml': crate('inner', '[workspace]\n'),
  'nested/src/lib.rs': EMPTY,
}
const createsGone = 'create the crate "gone" there, with a Cargo.toml and a src/lib.rs'
const GONE = { 'gone/Cargo.toml': crate('gone'), 'gone/src/lib.rs': EMPTY }

const CARGO_CASES: readonly Case[] = [
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
  ['missing-path-dependency', 'MISSING_PATH_DEPENDENCY', createsGone, GONE],
  [
    'missing-path-dependency',
    'MISSING_PATH_DEPENDENCY',
    'correct the path',
    {
      ...GONE,
      'gone/Cargo.toml': null,
      'gone/src/lib.rs': null,
      'there/Cargo.toml': crate('gone'),
      'there/src/lib.rs': EMPTY,
      'lost/Cargo.toml': replace('../gone', '../there'),
    },
  ],
  [
    {
      'Cargo.toml': crate('app', '[dependencies]\nx = { path = "x", package = "y" }\n'),
      'src/lib.rs': EMPTY,
      'x/Cargo.toml': '[workspace]\n',
    },
    'MISSING_PATH_DEPENDENCY',
    'add a [package] table with name = "y" and a src/lib.rs to the manifest there',
    { 'x/Cargo.toml': append(crate('y')), 'x/src/lib.rs': EMPTY },
  ],
  [SUBMODULE, 'MISSING_PATH_DEPENDENCY', "run git submodule update --init 'third party/engine'", CHECKED_OUT],
  [
    { ...SUBMODULE, 'Cargo.toml': '[workspace]\nmembers = ["third party/engine/core"]\nresolver = "2"\n' },
    'MISSING_MEMBER',
    "run git submodule update --init 'third party/engine'",
    CHECKED_OUT,
  ],
  [
    'path-outside-repository',
    'PATH_OUTSIDE_REPOSITORY',
    'move that crate into the repository',
    {
      'escaping/Cargo.toml': replace('../../../../secret', '../secret'),
      'secret/Cargo.toml': crate('secret'),
      'secret/src/lib.rs': EMPTY,
    },
  ],
  [
    'path-outside-repository',
    'PATH_OUTSIDE_REPOSITORY',
    'or depend on it by version',
    { 'escaping/Cargo.toml': replace('{ path = "../../../../secret" }', '"1"') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nmembers = ["a", "../elsewhere"]\nresolver = "2"\n',
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    'PATH_OUTSIDE_REPOSITORY',
    'list only directories of this repository',
    { 'Cargo.toml': replace(', "../elsewhere"', '') },
  ],
  [
    'path-dependency-of-another-name',
    'PATH_DEPENDENCY_NAME',
    'write package = "sound" in the dependency',
    { 'mistaken/Cargo.toml': replace('path =', 'package = "sound", path =') },
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
    'missing-workspace-root',
    'MISSING_WORKSPACE_ROOT',
    'write version here',
    { 'alone/Cargo.toml': replace('version.workspace = true', 'version = "0.1.0"') },
  ],
  [
    { 'Cargo.toml': crate('app', '[dependencies]\nlog.workspace = true\n'), 'src/lib.rs': EMPTY },
    'MISSING_WORKSPACE_ROOT',
    'give the dependency a version or path of its own',
    { 'Cargo.toml': replace('log.workspace = true', 'log = "0.4"') },
  ],
  [
    'workspace-pointer-to-nothing',
    'MISSING_WORKSPACE_ROOT',
    'or remove it',
    { 'lost/Cargo.toml': (text) => text.replace(/^workspace = .*\n/m, '') },
  ],
  [
    'missing-inherited-field',
    'NOT_INHERITABLE',
    'add version to [workspace.package] in Cargo.toml',
    { 'Cargo.toml': append('version = "1.0.0"\n') },
  ],
  [
    'missing-inherited-dependency',
    'NOT_INHERITABLE',
    'add "serde" to [workspace.dependencies] in Cargo.toml',
    { 'Cargo.toml': append('serde = "1"\n') },
  ],
  [
    'missing-inherited-lints',
    'NOT_INHERITABLE',
    'add [workspace.lints] to the root manifest',
    { 'Cargo.toml': append('[workspace.lints]\n') },
  ],
  [
    'missing-inherited-lints',
    'NOT_INHERITABLE',
    'or remove lints.workspace here',
    { 'a/Cargo.toml': replace('[lints]\nworkspace = true\n', '') },
  ],
  [
    NEW_EDITION,
    'DEFAULT_FEATURES_OF_WORKSPACE',
    'add default-features = false to "log" in [workspace.dependencies] of Cargo.toml',
    { 'Cargo.toml': replace('"0.4"', '{ version = "0.4", default-features = false }') },
  ],
  [
    NEW_EDITION,
    'DEFAULT_FEATURES_OF_WORKSPACE',
    'or remove it here',
    { 'a/Cargo.toml': replace(', default-features = false', '') },
  ],
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
  ['no-targets', 'NO_CRATE_TARGETS', 'create src/lib.rs', { 'q/src/lib.rs': EMPTY }],
  [
    'no-targets',
    'NO_CRATE_TARGETS',
    'add a [lib] or [[bin]] section with a path',
    { 'q/Cargo.toml': append('[[bin]]\nname = "x"\npath = "x.rs"\n'), 'q/x.rs': MAIN },
  ],
  ['library-without-source', 'MISSING_CRATE_TARGET', 'create src/lib.rs', { 'q/src/lib.rs': EMPTY }],
  [
    'library-without-source',
    'MISSING_CRATE_TARGET',
    'or set lib.path',
    { 'q/Cargo.toml': append('path = "lib.rs"\n'), 'q/lib.rs': EMPTY },
  ],
  ['binary-without-source', 'MISSING_CRATE_TARGET', 'create src/bin/gone.rs', { 'q/src/bin/gone.rs': MAIN }],
  [
    'binary-without-source',
    'MISSING_CRATE_TARGET',
    'or set path in its [[bin]]',
    { 'q/Cargo.toml': append('path = "gone.rs"\n'), 'q/gone.rs': MAIN },
  ],
  [
    'ambiguous-binary',
    'MISSING_CRATE_TARGET',
    'set path = "src/bin/twice',
    { 'q/Cargo.toml': append('path = "src/bin/twice.rs"\n') },
  ],
  [
    'ambiguous-binary',
    'MISSING_CRATE_TARGET',
    'or delete all but one of src/bin/twice',
    { 'q/src/bin/twice.rs': null },
  ],
  [
    'duplicate-target',
    'DUPLICATE_CRATE_TARGET',
    'rename one of them',
    { 'q/Cargo.toml': (text) => text.replace('name = "x"', 'name = "y"') },
  ],
  ['nameless-target', 'NAMELESS_CRATE_TARGET', 'give it a name', { 'q/Cargo.toml': append('name = "t"\n') }],
  [
    'dependency-without-source',
    'DEPENDENCY_WITHOUT_SOURCE',
    'write thing = "*"',
    { 'q/Cargo.toml': replace('{ features = ["x"] }', '"*"') },
  ],
  [
    'unknown-feature',
    'UNKNOWN_FEATURE',
    'or add the feature or the optional dependency',
    { 'q/Cargo.toml': (text) => text.replace(/^(\w+) = \["([\w]+)"\]/m, '$1 = ["$2"]\n$2 = []') },
  ],
  [
    'bad-version',
    'INVALID_VERSION',
    'write major.minor.patch',
    { 'q/Cargo.toml': replace('"1.0"', '"1.0.0"') },
  ],
  [
    'bad-requirement',
    'INVALID_REQUIREMENT',
    'write a requirement like "1.2", "=1.2.3" or ">=1, <3"',
    { 'q/Cargo.toml': replace('"one"', '">=1, <3"') },
  ],
  ['bad-edition', 'UNKNOWN_EDITION', '2024', { 'q/Cargo.toml': replace('2022', '2024') }],
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
]

/** A crate of one manifest and a library that cargo 1.95 refuses; `mended` is what the hint makes of `broken` in it. */
const one = (
  broken: string,
  mended: string,
  { code, hint, edition = '2021' }: { code: string; hint: string; edition?: string },
): Case => [
  { 'Cargo.toml': crate('a', broken).replace('2021', edition), 'src/lib.rs': EMPTY },
  code,
  hint,
  { 'Cargo.toml': crate('a', mended).replace('2021', edition) },
]
const dependency = (broken: string, mended: string, expected: Parameters<typeof one>[2]) =>
  one(`[dependencies]\n${broken}\n`, `[dependencies]\n${mended}\n`, expected)
const OPTIONAL = '[dependencies]\nlog = { version = "1", optional = true }\n'

// Each is refused by cargo 1.95 before and accepted after: the test asks it.
const TABLE_CASES: readonly Case[] = [
  one('[lints]\nworkspace = false\n', '', { code: 'LINTS_NOT_INHERITED', hint: 'remove lints.workspace' }),
  one(
    '[lints]\nworkspace = true\n[lints.rust]\n[workspace.lints]\n',
    '[lints]\nworkspace = true\n[workspace.lints]\n',
    {
      ...{ code: 'LINTS_OVERRIDDEN', hint: 'remove [lints.rust]' },
    },
  ),
  one('[lints.rust]\nx = "never"\n', '[lints.rust]\nx = "forbid"\n', {
    code: 'UNKNOWN_LINT_LEVEL',
    hint: '"forbid"',
  }),
  one('[profile.dev]\nopt-level = "3"\n', '[profile.dev]\nopt-level = 3\n', {
    ...{ code: 'INVALID_PROFILE_SETTING', hint: 'write opt-level = 0, 1, 2, 3' },
  }),
  one('[profile.dev.package.x]\nlto = true\n', '[profile.dev]\nlto = true\n', {
    ...{ code: 'INVALID_PROFILE_OVERRIDE', hint: 'move lto to [profile.dev]' },
  }),
  one('resolver = "4"\n', 'resolver = "3"\n', { code: 'UNKNOWN_RESOLVER', hint: '"3"' }),
  one('resolver = "2"\n[workspace]\nresolver = "2"\n', '[workspace]\nresolver = "2"\n', {
    ...{ code: 'RESOLVER_TWICE', hint: 'remove resolver from [package]' },
  }),
  one(
    '[workspace.dependencies]\nlog = { version = "1", optional = true }\n',
    '[workspace.dependencies]\nlog = { version = "1" }\n',
    {
      ...{ code: 'OPTIONAL_WORKSPACE_DEPENDENCY', hint: 'remove optional here' },
    },
  ),
  one('rust-version = "stable"\n', 'rust-version = "1.85"\n', {
    code: 'INVALID_RUST_VERSION',
    hint: 'rust-version = "1.85"',
  }),
  one('rust-version = "1.70"\n', 'rust-version = "1.85"\n', {
    ...{ code: 'RUST_TOO_OLD_FOR_EDITION', hint: 'write rust-version = "1.85"', edition: '2024' },
  }),
  one('authors = "me"\n', 'authors = ["me"]\n', { code: 'WRONG_TYPE', hint: 'write authors = ["me"]' }),
  [
    { 'Cargo.toml': '[package]\nname = "a"\npublish = true\n', 'src/lib.rs': EMPTY },
    ...(['PUBLISHED_WITHOUT_VERSION', 'version = "0.1.0"'] as const),
    { 'Cargo.toml': append('version = "0.1.0"\n') },
  ],
  one('[lib]\ncrate_type = ["lib"]\n', '[lib]\ncrate-type = ["lib"]\n', {
    ...{ code: 'OLD_SPELLING', hint: 'write crate-type instead of crate_type', edition: '2024' },
  }),
  dependency(
    'log = { version = "1", default_features = false }',
    'log = { version = "1", default-features = false }',
    {
      ...{ code: 'OLD_SPELLING', hint: 'write default-features instead', edition: '2024' },
    },
  ),
  one('[lib]\nname = "a-b"\n', '[lib]\nname = "a_b"\n', {
    code: 'INVALID_LIBRARY_NAME',
    hint: 'write name = "a_b"',
  }),
  one('[lib]\ncrate-type = ["proc-macro", "lib"]\n', '[lib]\ncrate-type = ["proc-macro"]\n', {
    ...{ code: 'MIXED_PROC_MACRO', hint: 'write crate-type = ["proc-macro"]' },
  }),
  one('[[bin]]\nname = "deps"\npath = "src/lib.rs"\n', '[[bin]]\nname = "other"\npath = "src/lib.rs"\n', {
    ...{ code: 'RESERVED_BINARY_NAME', hint: 'give it another name' },
  }),
  one('default-run = "z"\n', '', { code: 'UNKNOWN_DEFAULT_RUN', hint: 'remove default-run' }),
  one('links = "z"\n', '', { code: 'LINKS_WITHOUT_BUILD_SCRIPT', hint: 'or remove links' }),
  dependency(
    'x = { git = "https://e.com/x", branch = "a", tag = "b" }',
    'x = { git = "https://e.com/x", tag = "b" }',
    {
      ...{ code: 'AMBIGUOUS_DEPENDENCY', hint: 'keep one of branch, tag' },
    },
  ),
  dependency('x = { version = "1", branch = "a" }', 'x = { version = "1" }', {
    ...{ code: 'REFERENCE_WITHOUT_GIT', hint: 'remove branch' },
  }),
  dependency('x = { git = "git@e.com:a/x" }', 'x = { git = "ssh://git@e.com/a/x" }', {
    ...{ code: 'INVALID_GIT_URL', hint: 'write git = "ssh://git@e.com/a/x"' },
  }),
  dependency('x = { version = "1", features = ["dep:b"] }', 'x = { version = "1", features = ["b"] }', {
    ...{ code: 'INVALID_DEPENDENCY_FEATURE', hint: 'write "b"' },
  }),
  one(
    '[dev-dependencies]\nx = { version = "1", optional = true }\n',
    '[dev-dependencies]\nx = { version = "1" }\n',
    {
      ...{ code: 'OPTIONAL_DEV_DEPENDENCY', hint: 'remove optional' },
    },
  ),
  one(
    '[dependencies]\nx = { git = "https://e.com/x" }\n[dev-dependencies]\nx = "1"\n',
    '[dependencies]\nx = "1"\n[dev-dependencies]\nx = "1"\n',
    {
      ...{ code: 'SEVERAL_DEPENDENCY_SOURCES', hint: 'give both the same path' },
    },
  ),
  one('[features]\n"a b" = []\n', '[features]\na-b = []\n', {
    code: 'INVALID_FEATURE_NAME',
    hint: 'letters, digits',
  }),
  one(`${OPTIONAL}[features]\nlog = []\n`, `${OPTIONAL}[features]\nlog = ["dep:log"]\n`, {
    ...{ code: 'UNUSED_OPTIONAL_DEPENDENCY', hint: 'add "dep:log" to the feature "log"' },
  }),
  one(
    `${OPTIONAL}[features]\nx = ["dep:log"]\ny = ["log"]\n`,
    `${OPTIONAL}[features]\nx = ["dep:log"]\ny = ["dep:log"]\n`,
    {
      ...{ code: 'NO_IMPLICIT_FEATURE', hint: 'write "dep:log"' },
    },
  ),
  one('autolib = false\n', '', { code: 'NO_CRATE_TARGETS', hint: 'remove autolib = false' }),
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
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = "a"\n',
      'a/Cargo.toml': crate('a'),
      'a/src/lib.rs': EMPTY,
    },
    ...(['WRONG_TYPE', 'write members = ["a"]'] as const),
    { 'Cargo.toml': replace('"a"', '["a"]') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["a", "b"]\n',
      'a/Cargo.toml': crate('a').replace('edition', 'workspace = "../b"\nedition'),
      'a/src/lib.rs': EMPTY,
      'b/Cargo.toml': crate('b'),
      'b/src/lib.rs': EMPTY,
    },
    ...(['MISSING_WORKSPACE_ROOT', 'or remove it'] as const),
    { 'a/Cargo.toml': replace('workspace = "../b"\n', '') },
  ],
  [
    {
      'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["a"]\n[workspace.package]\nversion = "x"\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
      'a/src/lib.rs': EMPTY,
    },
    ...(['INVALID_VERSION', 'write major.minor.patch'] as const),
    { 'Cargo.toml': replace('"x"', '"1.2.3"') },
  ],
]

const AFTER_RESOLUTION = new Set([
  'MISSING_PATH_DEPENDENCY',
  'PATH_DEPENDENCY_NAME',
  'PATH_OUTSIDE_REPOSITORY',
  'WRONG_WORKSPACE',
])

const NPM_CASES: readonly Case[] = [
  [
    { 'package.json': '' },
    'EMPTY_PACKAGE_JSON',
    'write at least {"name": "…"}',
    { 'package.json': '{"name": "a"}' },
  ],
  [{ 'web/package.json': '\n' }, 'EMPTY_PACKAGE_JSON', 'or delete the file', { 'web/package.json': null }],
  [
    { 'package.json': '{\n  // ours\n  "name": "a",\n}' },
    'INVALID_JSON',
    'no comments and no trailing commas',
    { 'package.json': '{\n  "name": "a"\n}' },
  ],
  [
    { 'package.json': '{\n<<<<<<< a\n"name": "a"\n=======\n"name": "b"\n>>>>>>> b\n}' },
    'MERGE_CONFLICT',
    'keep one side and remove the <<<<<<<',
    { 'package.json': '{\n"name": "a"\n}' },
  ],
  [
    { 'package.json': '[]' },
    'INVALID_PACKAGE_JSON',
    'write at least {"name": "…"}',
    { 'package.json': '{"name": "a"}' },
  ],
]

/** What neither Cargo nor npm looks at. */
const WASM_CRATE = `${crate('a')}[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n`
const WASM_CASES: readonly Case[] = [
  [
    {
      'Cargo.toml': WASM_CRATE,
      'src/lib.rs': '',
      'package.json': '{"name": "a", "main": "pkg/a.js", "module": "esm/b.mjs"}',
    },
    'ENTRY_NOT_WRITTEN',
    'name a file that is written',
    { 'package.json': '{"name": "a", "main": "pkg/a.js", "module": "pkg/a.js"}' },
  ],
  [
    {
      'Cargo.toml': `${WASM_CRATE}[package.metadata.nx-crane.wasm]\nout-dir = 1\n`,
      'src/lib.rs': '',
      'package.json': '{"name": "a"}',
    },
    'INVALID_WASM_SETTINGS',
    'write',
    { 'Cargo.toml': `${WASM_CRATE}[package.metadata.nx-crane.wasm]\nout-dir = "npm"\n` },
  ],
]

let scratch: string
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'remedies-')))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('what a diagnostic advises mends the repository', { timeout: 120_000 }, () => {
  test.each([...CARGO_CASES, ...TABLE_CASES])('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    // Paths that lead nowhere are refused only once dependencies are resolved.
    const refusalsNow = () =>
      AFTER_RESOLUTION.has(code) ? [...refusals(root), ...unresolved(root)] : refusals(root)
    expect(refusalsNow(), 'cargo refuses it before').not.toEqual([])
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusalsNow()).toEqual([])
  })

  test.each(NPM_CASES)('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    // npm takes a list for a package without a name; nothing else does.
    expect(npmAccepts(root), 'npm refuses it before').toBe(code === 'INVALID_PACKAGE_JSON')
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect(npmAccepts(root)).toBe(true)
  })

  test.each(WASM_CASES)('%s: %s, %s', (broken, code, hint, remedy) => {
    const root = repository(broken)
    expectHint(root, code, hint)
    carryOut(root, remedy)
    expect(diagnosticsOf(root)).toEqual([])
    expect([refusals(root), npmAccepts(root)]).toEqual([[], true])
  })

  test('a manifest that is too large for us alone', () => {
    const root = repository({
      'Cargo.toml': `${crate('a')}[package.metadata]\nx = "${'y'.repeat(1_100_000)}"\n`,
      'src/lib.rs': '',
    })
    expectHint(root, 'MANIFEST_TOO_LARGE', 'remove what does not belong in a manifest')
    carryOut(root, { 'Cargo.toml': crate('a'), 'y.txt': 'y' })
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusals(root)).toEqual([])
  })

  test.each<[string, string, (path: string) => void]>([
    [
      'NOT_UTF8',
      'save it as UTF-8',
      (path) => writeFileSync(path, Buffer.from(`\uFEFF${crate('a')}`, 'utf16le')),
    ],
    ['NOT_A_FILE', 'replace it with a manifest', (path) => mkdirSync(path)],
  ])('%s: %s', (code, hint, spoil) => {
    const root = repository({
      'Cargo.toml': '[workspace]\nmembers = ["a"]\nresolver = "2"\n',
      'a/src/lib.rs': EMPTY,
    })
    spoil(join(root, 'a/Cargo.toml'))
    expect(refusals(root), 'cargo refuses it before').not.toEqual([])
    expectHint(root, code, hint)
    rmSync(join(root, 'a/Cargo.toml'), { recursive: true })
    carryOut(root, { 'a/Cargo.toml': crate('a') })
    expect(diagnosticsOf(root)).toEqual([])
    expect(refusals(root)).toEqual([])
  })

  test('a name that only the compiler refuses', () => {
    const named = (name: string) => crate('a', `[[bin]]\nname = "${name}"\npath = "src/main.rs"\n`)
    const root = repository({ 'Cargo.toml': named('a.b'), 'src/main.rs': MAIN })
    const compile = () => execFileSync('cargo', ['check', '--offline', '-q'], { cwd: root, stdio: 'pipe' })
    expect(compile).toThrow(/invalid character/)
    expectHint(root, 'INVALID_TARGET_NAME', 'give it another name')
    carryOut(root, { 'Cargo.toml': named('a-b') })
    expect(diagnosticsOf(root)).toEqual([])
    expect(compile).not.toThrow()
  })

  test('every diagnostic of the graph has a row', () => {
    const tried = new Set(
      [...CARGO_CASES, ...TABLE_CASES, ...NPM_CASES, ...WASM_CASES].map(([, code]) => code),
    )
    // The lock's are errors of commands that need one, not diagnostics of the graph; the others have tests of their own.
    // What may not be read takes another user: tools/faults/bad-files.integration.test.ts.
    const ownTests = /^(?:LOCK_.*|MANIFEST_TOO_LARGE|NOT_UTF8|NOT_A_FILE|INVALID_TARGET_NAME|UNREADABLE)$/
    const untried = codes().filter((code) => !tried.has(code) && !ownTests.test(code))
    expect(untried).toEqual([])
  })
})

function repository(broken: Case[0]): string {
  const root = mkdtempSync(join(scratch, 'case-'))
  if (typeof broken === 'string')
    cpSync(join(FIXTURES, broken), root, { recursive: true, verbatimSymlinks: true })
  else carryOut(root, broken)
  return root
}

function carryOut(root: string, remedy: Remedy): void {
  for (const [path, change] of Object.entries(remedy)) {
    const file = join(root, path)
    if (change === null) rmSync(file, { force: true })
    else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, typeof change === 'string' ? change : change(readFileSync(file, 'utf8')))
    }
  }
}

function expectHint(root: string, code: string, hint: string): void {
  const found = diagnosticsOf(root)
  expect(found.map((diagnostic) => diagnostic.code)).toEqual([code])
  expect(found[0]?.hint).toContain(hint)
}

function diagnosticsOf(root: string): Diagnostic[] {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  return [...graph.diagnostics, ...buildWorkspaceGraph(tree, graph, manifests.npm).diagnostics]
}

/** What cargo says against each manifest. */
function refusals(root: string, options: readonly string[] = ['--no-deps']): string[] {
  return findManifests(readSourceTree(root)).cargo.flatMap((manifest) => {
    const args = [
      'metadata',
      '--offline',
      ...options,
      '--format-version',
      '1',
      '--manifest-path',
      join(root, manifest),
    ]
    try {
      execFileSync('cargo', args, { cwd: root, stdio: 'pipe' })
      return []
    } catch (error) {
      return [String((error as { stderr?: unknown }).stderr)]
    }
  })
}

/** What it says when it resolves dependencies, but for those that it would have to download. */
function unresolved(root: string): string[] {
  return refusals(root, []).filter((text) => !/crates\.io|workspace has no members/.test(text))
}

function npmAccepts(root: string): boolean {
  const manifests = findManifests(readSourceTree(root)).npm
  return manifests.every((manifest) => {
    try {
      execFileSync('npm', ['pkg', 'get', 'name'], { cwd: dirname(join(root, manifest)), stdio: 'pipe' })
      return true
    } catch {
      return false
    }
  })
}

/** Every code that the sources of the graph give to a diagnostic. */
function codes(): string[] {
  const graph = join(__dirname, '../../graph/src')
  const sources = readdirSync(graph, { recursive: true, encoding: 'utf8' })
  const texts = sources
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(graph, path), 'utf8'))
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?:code: |fault\()'([A-Z_]{4,})'/g)].map(([, code]) => code ?? ''),
  )
  expect(found.length).toBeGreaterThan(30)
  return [...new Set(found)].sort()
}
