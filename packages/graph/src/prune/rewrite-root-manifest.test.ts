import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { rewriteRootManifest, type WorkspacePart } from './rewrite-root-manifest'

const locked = (name: string, more: { version?: string; source?: string; replace?: string } = {}) => ({
  id: name,
  name,
  version: more.version ?? '1.0.0',
  source: more.source ?? null,
  checksum: null,
  dependencies: [],
  replace: more.replace ?? null,
})

const part: WorkspacePart = {
  dir: '',
  memberDirs: ['crates/b', 'crates/a'],
  defaultMemberDirs: [],
  crateDirs: new Set(['crates/a', 'crates/b', 'patched']),
  rootCrate: false,
  resolver: '2',
  inherited: new Set(['serde', 'a']),
  locked: [locked('a'), locked('b')],
}

const rewritten = (text: string, more: Partial<WorkspacePart> = {}) =>
  rewriteRootManifest(text)({ ...part, ...more })

test.each([
  ['a table', '[workspace]\nmembers = ["crates/*"]\n'],
  ['a table without members', '[workspace]\nexclude = []\n\n[profile.dev]\nopt-level = 1\n'],
  [
    'a table after comments and others',
    '# top\n\n[profile.dev]\nopt-level = 1\n\n# about\n[ "workspace" ] # end\n',
  ],
  ['a table at the very end of the text', '[workspace]'],
  ['dotted keys', 'workspace.resolver = "2"\n[profile.dev]\nopt-level = 1\n'],
  ['dotted members', 'workspace.members = ["x"] # all\nworkspace.resolver = "2"\n'],
  ['only tables beneath', '[workspace.package]\nversion = "1.0.0"\n'],
  ['an inline table', 'workspace = { resolver = "2" }\n'],
  ['an inline table with members', 'workspace = { members = [ "x", # one\n "y" ], resolver = "2" }\n'],
  ['an empty inline table', 'workspace = {}\n'],
])('members are listed one by one where the workspace is %s', (_, text) => {
  const before = parse(text) as { workspace: object }
  expect(parse(rewritten(text))).toEqual({
    ...before,
    workspace: { ...before.workspace, members: ['crates/a', 'crates/b'] },
  })
})

test('members are relative to the workspace, and what has a meaning in a glob is escaped', () => {
  const text = rewritten('[workspace]\n', { dir: 'rust', memberDirs: ['rust', 'rust/[a]*', 'shared/b'] })
  expect(parse(text)).toEqual({ workspace: { members: ['[[]a[]][*]', '../shared/b'] } })
})

// cargo 1.95 takes what lies below a member for one, `exclude` or not, unless the member is named by a pattern
test('a member around a crate that is none is named by a pattern', () => {
  const text = rewritten('[workspace]\nexclude = ["a/fuzz"]\n', {
    memberDirs: ['a', 'b'],
    crateDirs: new Set(['a', 'a/fuzz', 'b']),
  })
  expect(parse(text)).toEqual({ workspace: { exclude: ['a/fuzz'], members: ['[a]', 'b'] } })
})

test('everything that is not cut stays letter by letter', () => {
  const text = `# Licence\r
cargo-features = []\r
\r
[workspace]\r
members = ["crates/a"]\r
\r
[workspace.metadata.x]\r
text = """\r
[workspace.dependencies]\r
gone = "no key"\r
"""\r
# floating\r
\r
[workspace.dependencies]\r
# about serde\r
serde = "1" # trailing\r
# about gone\r
gone = { version = "1", features = [\r
  "x", # ]\r
] }\r
a = { path = 'crates/a' }\r
`
  expect(rewritten(text)).toBe(
    text
      .replace('["crates/a"]', '[\n  "crates/a",\n  "crates/b",\n]')
      .replace(/# about gone\r\ngone = \{[^}]*\}\r\n/, ''),
  )
})

test('whether a neighbour has an entry of its own changes nothing', () => {
  const text = (own: string) =>
    `[workspace]\nmembers = []\n\n[workspace.dependencies]\nserde = "1"\n${own}\n[profile.dev]\nlto = true\n`
  const without = rewritten(text(''))
  expect(rewritten(text('other = "1"\n'))).toBe(without)
  expect(rewritten(text('\n# Other things.\n[workspace.dependencies.other]\nversion = "1"\n'))).toBe(without)
  expect(rewritten(text('\n[profile.dev.package.other]\nopt-level = 3\n'))).toBe(without)
  expect(rewritten(text('\n[patch.crates-io]\nother = { path = "other" }\n'))).toBe(without)
})

test.each([
  ['a path of a crate that remains', '{ path = "patched" }', locked('x'), true],
  ['a path of a crate that does not', '{ path = "elsewhere" }', locked('x'), false],
  [
    'a path while the lock takes it from a registry',
    '{ path = "patched" }',
    locked('x', { source: 'registry+r' }),
    false,
  ],
  ['git', '{ git = "https://h/x.git" }', locked('x', { source: 'git+https://h/x#0123' }), true],
  [
    'git of another branch',
    '{ git = "https://h/x", branch = "b" }',
    locked('x', { source: 'git+https://h/x#0123' }),
    false,
  ],
  [
    'git of that branch',
    '{ git = "https://h/x", branch = "a/b" }',
    locked('x', { source: 'git+https://h/x?branch=a%2Fb#0123' }),
    true,
  ],
  ['git of another place', '{ git = "https://h/y" }', locked('x', { source: 'git+https://h/x#0123' }), false],
  ['a registry', '"1"', locked('x', { source: 'registry+r' }), true],
  ['a package that is not needed', '{ path = "patched", package = "y" }', locked('x'), false],
])('a patch with %s', (_, declared, package_, kept) => {
  const text = rewritten(`[workspace]\n[patch.crates-io]\nx = ${declared}\n`, { locked: [package_] })
  expect('patch' in parse(text)).toBe(kept)
})

test.each([
  ['x:1.0.0', locked('x', { replace: 'x 1.0.0' }), true],
  ['x@1.0.0', locked('x', { replace: 'x 1.0.0' }), true],
  ['https://host/index#x@1.0', locked('x', { replace: 'x 1.0.0' }), true],
  ['x:1.0.1', locked('x', { replace: 'x 1.0.0' }), false],
  ['x:1.0.0', locked('x'), false],
])('replacement %s', (specification, package_, kept) => {
  const text = rewritten(`[workspace]\n[replace]\n"${specification}" = { path = "patched" }\n`, {
    locked: [package_],
  })
  expect('replace' in parse(text)).toBe(kept)
})

test('default members are those that remain', () => {
  const text = '[workspace]\nmembers = []\ndefault-members = ["crates/a", "crates/z"]\n'
  expect(parse(rewritten(text, { defaultMemberDirs: ['crates/a'] }))).toEqual({
    workspace: { members: ['crates/a', 'crates/b'], 'default-members': ['crates/a'] },
  })
  expect(parse(rewritten(text))).toEqual({ workspace: { members: ['crates/a', 'crates/b'] } })
})

test('without its root package a manifest keeps the resolver that the package implied', () => {
  const text =
    'package = { name = "r", edition = "2021" }\nfeatures.x = []\n[[bin]]\nname = "r"\n[workspace]\n'
  expect(parse(rewritten(text))).toEqual({ workspace: { members: ['crates/a', 'crates/b'], resolver: '2' } })
  expect(parse(rewritten(text, { rootCrate: true }))).toEqual({
    ...parse(text),
    workspace: { members: ['crates/a', 'crates/b'] },
  })
})

test('a crate that stands alone stays as it is', () => {
  const text = '[package]\nname = "x"\n'
  expect(rewritten(text, { rootCrate: true })).toBe(text)
})
