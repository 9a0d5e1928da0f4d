import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildCrateGraph } from './build-crate-graph'
import type { CrateGraph } from './crate-graph'
import { findManifests } from './find-manifests'
import { readSourceTree } from './read-source-tree'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crate-graph-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const FIXTURES = join(__dirname, '../fixtures')

describe('faults become one diagnostic each, at the line to mend, and sound crates stay', () => {
  // `name`: the crates that are left. Each fixture is refused by cargo itself (see check:cargo).
  test.each([
    ['broken-toml', 'broken/Cargo.toml:3 INVALID_TOML', ['sound']],
    ['broken-member', 'b/Cargo.toml:1 INVALID_TOML', ['a']],
    ['merge-conflict', 'torn/Cargo.toml:3 MERGE_CONFLICT', ['sound']],
    ['missing-path-dependency', 'lost/Cargo.toml:7 MISSING_PATH_DEPENDENCY', ['lost', 'sound']],
    ['path-outside-repository', 'escaping/Cargo.toml:6 PATH_OUTSIDE_REPOSITORY', ['escaping', 'sound']],
    ['path-dependency-of-another-name', 'mistaken/Cargo.toml:6 PATH_DEPENDENCY_NAME', ['mistaken', 'sound']],
    ['missing-member', 'Cargo.toml:2 MISSING_MEMBER', ['a']],
    ['glob-over-directory-without-manifest', 'Cargo.toml:2 MISSING_MEMBER', ['a']],
    ['missing-workspace-root', 'alone/Cargo.toml:3 MISSING_WORKSPACE_ROOT', ['alone', 'sound']],
    ['missing-inherited-field', 'a/Cargo.toml:4 NOT_INHERITABLE', ['a', 'b']],
    ['missing-inherited-dependency', 'a/Cargo.toml:7 NOT_INHERITABLE', ['a']],
    ['missing-inherited-lints', 'a/Cargo.toml:6 NOT_INHERITABLE', ['a']],
    ['workspace-pointer-to-nothing', 'lost/Cargo.toml:5 MISSING_WORKSPACE_ROOT', ['sound']],
    ['duplicate-name', 'b/Cargo.toml:2 DUPLICATE_CRATE', ['c', 'same']],
    ['not-a-member', 'forgotten/Cargo.toml:1 NOT_A_MEMBER', ['a']],
    ['nested-not-a-member', 'sub/other/Cargo.toml:1 NOT_A_MEMBER', ['a']],
    ['no-targets-and-no-member', 'empty/Cargo.toml:2 NO_CRATE_TARGETS', ['a']],
    ['submodule-not-checked-out', 'Cargo.toml:7 MISSING_PATH_DEPENDENCY', ['app']],
    ['default-features-of-workspace', 'a/Cargo.toml:7 DEFAULT_FEATURES_OF_WORKSPACE', ['a']],
    ['member-of-another-workspace', 'Cargo.toml:2 WRONG_WORKSPACE', ['a', 'inner']],
    ['member-not-below-root', 'root/Cargo.toml:2 WRONG_WORKSPACE', ['a', 'outside']],
    ['default-member-is-no-member', 'Cargo.toml:3 DEFAULT_MEMBER_IS_NO_MEMBER', ['a']],
    ['invalid-glob', 'Cargo.toml:2 INVALID_GLOB', ['a']],
    ['name-with-quotes', 'q/Cargo.toml:2 INVALID_CRATE_NAME', ['sound']],
    ['name-with-interpolation', 'q/Cargo.toml:2 INVALID_CRATE_NAME', ['sound']],
    ['name-with-space', 'q/Cargo.toml:2 INVALID_CRATE_NAME', ['sound']],
    ['name-with-newline', 'q/Cargo.toml:2 INVALID_CRATE_NAME', ['sound']],
    ['no-name', 'q/Cargo.toml:1 INVALID_CRATE_NAME', ['sound']],
    ['no-targets', 'q/Cargo.toml:2 NO_CRATE_TARGETS', ['empty', 'sound']],
    ['library-without-source', 'q/Cargo.toml:5 MISSING_CRATE_TARGET', ['nolib', 'sound']],
    ['binary-without-source', 'q/Cargo.toml:6 MISSING_CRATE_TARGET', ['nobin', 'sound']],
    ['ambiguous-binary', 'q/Cargo.toml:6 MISSING_CRATE_TARGET', ['sound', 'two']],
    ['duplicate-target', 'q/Cargo.toml:9 DUPLICATE_CRATE_TARGET', ['dup', 'sound']],
    ['nameless-target', 'q/Cargo.toml:5 NAMELESS_CRATE_TARGET', ['anon', 'sound']],
    ['dependency-without-source', 'q/Cargo.toml:6 DEPENDENCY_WITHOUT_SOURCE', ['nosrc', 'sound']],
    ['unknown-feature', 'q/Cargo.toml:6 UNKNOWN_FEATURE', ['feat', 'sound']],
    ['symlink-to-itself-by-directory', 'Cargo.toml:2 MISSING_MEMBER', ['a']],
    ['bad-version', 'q/Cargo.toml:3 INVALID_VERSION', ['sound', 'ver']],
    ['bad-requirement', 'q/Cargo.toml:6 INVALID_REQUIREMENT', ['req', 'sound']],
    ['bad-edition', 'q/Cargo.toml:4 UNKNOWN_EDITION', ['ed', 'sound']],
    ['virtual-manifest-with-dependencies', 'q/Cargo.toml:3 TABLE_WITHOUT_PACKAGE', ['sound']],
    ['neither-package-nor-workspace', 'q/Cargo.toml:1 NOT_A_MANIFEST', ['sound']],
  ])('%s: %s', (fixture, place, names) => {
    const graph = graphOf(join(FIXTURES, 'invalid', fixture))
    expect(faults(graph)).toEqual([place])
    expect(graph.crates.map(({ name }) => name).sort()).toEqual(names)
  })

  test('a manifest of 5 MB is refused at once', () => {
    write({ 'a/Cargo.toml': manifest('a'), 'a/src/lib.rs': '' })
    write({ 'b/Cargo.toml': `${manifest('b')}\n[package.metadata]\nx = "${'y'.repeat(5_000_000)}"\n` })
    const before = performance.now()
    const graph = graphOf(root)
    expect(performance.now() - before).toBeLessThan(1000)
    expect(faults(graph)).toEqual(['b/Cargo.toml:1 MANIFEST_TOO_LARGE'])
    expect(graph.crates.map(({ name }) => name)).toEqual(['a'])
  })

  test('a member behind a symbolic link that loops or leaves the repository is missing', () => {
    write({ 'repo/Cargo.toml': '[workspace]\nmembers = ["loop", "out", "a"]\n' })
    write({ 'repo/a/Cargo.toml': manifest('a'), 'repo/a/src/lib.rs': '' })
    write({ 'secret/Cargo.toml': manifest('secret'), 'secret/src/lib.rs': '' })
    symlinkSync('loop', join(root, 'repo/loop'))
    symlinkSync('../secret', join(root, 'repo/out'))
    const graph = graphOf(join(root, 'repo'))
    expect(faults(graph)).toEqual(['Cargo.toml:2 MISSING_MEMBER', 'Cargo.toml:2 MISSING_MEMBER'])
    expect(graph.crates.map(({ name }) => name)).toEqual(['a'])
  })

  test('every diagnostic says what to do, on one line, without control characters', () => {
    write({ 'a/Cargo.toml': '[package]\nname = "\\u001b[2J\\n"\n', 'b/Cargo.toml': '[package\n' })
    write({
      'c/Cargo.toml': `${manifest('c')}[dependencies]\n"x\\n\\u001b[2J" = { path = "\\r" }\n`,
      'c/src/lib.rs': '',
    })
    expect(graphOf(root).diagnostics).toHaveLength(3)
    for (const { message, hint } of graphOf(root).diagnostics) {
      expect(message).toMatch(/^[\x20-\u{10ffff}]+$/u)
      expect(hint.length).toBeGreaterThan(5)
    }
  })
})

describe('crates depend on each other', () => {
  test('in a dev-dependency cycle, and closures end', () => {
    const graph = graphOf(join(FIXTURES, 'dev-cycle'))
    const [engine, testkit] = ['engine/Cargo.toml', 'testkit/Cargo.toml']
    expect(graph.closureOf(engine, ['normal', 'build', 'dev'])).toEqual([engine, testkit])
    expect(graph.closureOf(engine, ['normal', 'build'])).toEqual([engine])
    expect(graph.closureOf(testkit, ['normal', 'build'])).toEqual([engine, testkit])
    expect(graph.dependentsOf(engine, ['normal'])).toEqual([testkit])
  })

  test('through a patch, from the crates that are no members too', () => {
    const graph = graphOf(join(FIXTURES, 'patch-with-path'))
    expect(graph.dependenciesOf('app/Cargo.toml', ['normal'])).toEqual([
      'logger/Cargo.toml',
      'patched/dotted/Cargo.toml',
      'patched/log/Cargo.toml',
    ])
    // A patch is no member, but it is built in the workspace that it patches.
    expect(graph.crate('patched/log/Cargo.toml')?.workspace).toBe('Cargo.toml')
    expect(graph.workspaces.find(({ dir }) => dir === '')?.members).toEqual([
      'app/Cargo.toml',
      'logger/Cargo.toml',
    ])
  })

  test('by a broken manifest never: the broken one is the only fault', () => {
    write({ 'Cargo.toml': '[workspace]\nmembers = ["app", "engine"]\n', 'engine/Cargo.toml': '[package' })
    write({
      'app/Cargo.toml': `${manifest('app')}[dependencies]\nengine = { path = "../engine" }\n`,
      'app/src/lib.rs': '',
    })
    const graph = graphOf(root)
    expect(faults(graph)).toEqual(['engine/Cargo.toml:1 INVALID_TOML'])
    expect(graph.crates.map((crate) => [crate.name, crate.dependencies[0]?.crate])).toEqual([['app', null]])
  })
})

describe('the graph', () => {
  test('does not depend on the order in which the manifests are given', () => {
    const tree = readSourceTree(join(FIXTURES, 'several-workspaces'))
    const manifests = findManifests(tree).cargo
    const there = buildCrateGraph(tree, manifests)
    const back = buildCrateGraph(tree, [...manifests].reverse())
    expect(back.crates).toEqual(there.crates)
    expect(back.workspaces).toEqual(there.workspaces)
  })

  // `cargo metadata` lists only `app`, in a workspace whose `.cargo/config.toml` replaces crates-io by `vendor`.
  test('has none of the crates that `cargo vendor` left in the repository', () => {
    write({
      'Cargo.toml': '[workspace]\nmembers = ["app"]\n',
      'app/Cargo.toml': manifest('app'),
      'app/src/lib.rs': '',
      'vendor/itoa/Cargo.toml': manifest('itoa'),
      'vendor/itoa/src/lib.rs': '',
      'vendor/itoa/.cargo-checksum.json': '{"files":{}}',
    })
    const graph = graphOf(root)
    expect(graph.crates.map(({ name }) => name)).toEqual(['app'])
    expect(faults(graph)).toEqual([])
  })

  test('finds members that no list of manifests named', () => {
    const graph = buildCrateGraph(readSourceTree(join(FIXTURES, 'virtual-workspace')), ['Cargo.toml'])
    expect(graph.crates.map(({ name }) => name)).toEqual(['app', 'engine'])
  })

  test('finds the root that no list of manifests named', () => {
    const tree = readSourceTree(join(FIXTURES, 'virtual-workspace'))
    const members = findManifests(tree).cargo.filter((path) => path !== 'Cargo.toml')
    const graph = buildCrateGraph(tree, members)
    expect(faults(graph)).toEqual([])
    expect(graph.workspaces).toEqual(buildCrateGraph(tree, ['Cargo.toml']).workspaces)
  })
})

function graphOf(dir: string): CrateGraph {
  const tree = readSourceTree(dir)
  return buildCrateGraph(tree, findManifests(tree).cargo)
}

function faults(graph: CrateGraph): string[] {
  return graph.diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`)
}

function manifest(name: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
