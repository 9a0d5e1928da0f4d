import { join } from 'node:path'
import {
  buildCrateGraph,
  buildWorkspaceGraph,
  findManifests,
  type ResolvedWorkspace,
  readSourceTree,
  type SourceTree,
} from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { planFlake } from './plan-flake'
import type { ResolvedWorkspaces } from './print-features'
import { readNixLibrary } from './read-nix-library'

// tools/check-flake builds what is planned, with real Nix.

const MIXED = join(__dirname, '../../../tools/check-flake/fixtures/mixed')

test('the fixture of the builds: crates by key, what they need, and a directory that Nix would interpolate', () => {
  const text = cratesNix(readSourceTree(MIXED))
  expect(text).toContain(`    mixed-engine = {
      binaries = [ ];
      dependencies = {
        build = [ "mixed-codegen" ];
        dev = [ "mixed-testkit" ];
        normal = [ "mixed-base" ];
      };
      dir = "crates/engine";
      extraFiles = [ "crates/engine/README.md" ];
`)
  expect(text).toContain(`      dir = "crates/it's \\\${lone}";`)
  expect(text).toContain('      extraFiles = [ "assets/banner.txt" ];')
})

test('the same repository gives the same files, all of them below the generated directory', () => {
  const plan = () => planned(readSourceTree(MIXED))
  expect(plan()).toEqual(plan())
  expect(plan().flake.path).toBe('flake.nix')
  expect(plan().generated.every(({ path }) => path.startsWith('nix/nx-crane/'))).toBe(true)
})

const crate = (name: string, more = '') =>
  `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${more}`

test('crates of one name are told apart by their directories', () => {
  const text = cratesNix(
    tree({ 'a/Cargo.toml': crate('cli'), 'b/c/Cargo.toml': crate('cli'), 'd/Cargo.toml': crate('lib') }),
  )
  expect([...text.matchAll(/^ {4}(\S+) = \{$/gm)].map(([, key]) => key)).toEqual(['cli-a', 'cli-b-c', 'lib'])
})

test('a crate knows the crates below it, and files that are included or declared', () => {
  const metadata = '[package.metadata.nx-crane]\ninclude = ["../schema/*.json", "docs/manual.txt"]\n'
  const text = cratesNix(
    tree({
      'a/Cargo.toml': crate('a', metadata),
      'a/src/lib.rs':
        '#![doc = include_str!("../README.md")]\nconst A: &str = include_str!("a.txt");\n#[cfg(test)]\nconst T: &str = include_str!("../../t.txt");\n',
      'a/src/a.txt': '',
      'a/README.md': '',
      'a/docs/manual.txt': '',
      'a/inner/Cargo.toml': crate('inner'),
      't.txt': '',
      'schema/one.json': '',
      'schema/two.txt': '',
    }),
  )
  expect(text).toContain(
    '      extraFiles = [\n        "a/README.md"\n        "a/docs/manual.txt"\n        "schema/one.json"\n      ];',
  )
  expect(text).toContain('      nestedDirs = [ "a/inner" ];')
})

const WASM_CRATE = '[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n'

test('of a wasm crate the flake knows its package, with texts that Nix would interpolate as they are', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's form of interpolation
  const settings = '[package.metadata.wasm-pack.profile.release]\nwasm-opt = ["${x}", "-Oz"]\n'
  const text = cratesNix(
    tree({ 'a/Cargo.toml': crate('a', `${WASM_CRATE}${settings}`), 'b/Cargo.toml': crate('b') }),
  )
  expect(text.match(/^ {6}wasm = \{$/gm)).toHaveLength(1)
  expect(text).toContain('        library = "a";')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's form of interpolation, escaped
  expect(text).toContain('        wasmOpt = [\n          "\\${x}"\n          "-Oz"\n        ];')
  expect(text).toContain('  wasmTools = {')
})

test('without wasm crates nothing is said of wasm', () => {
  expect(cratesNix(tree({ 'a/Cargo.toml': crate('a') }))).not.toContain('wasm')
})

test('a manifest that Nix cannot read is handed over parsed', () => {
  const text = cratesNix(
    tree({
      'a/Cargo.toml': crate(
        'a',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's form of interpolation
        '[dependencies]\nb = {\n  path = "../b",\n}\n[package.metadata]\nx = "${y}"\nratio = 0.5\n',
      ),
      'b/Cargo.toml': crate('b'),
    }),
  )
  const manifests = text.slice(text.indexOf('  manifests = '), text.indexOf('  toolchain = '))
  expect(manifests).toBe(`  manifests = {
    "a/Cargo.toml" = {
      dependencies = {
        b = {
          path = "../b";
        };
      };
      package = {
        edition = "2021";
        metadata = {
          ratio = 0.5;
          x = "\\\${y}";
        };
        name = "a";
        version = "1.0.0";
      };
    };
  };
`)
})

test.each([
  [
    'a workspace without a lock',
    { 'a/Cargo.toml': crate('a'), 'a/Cargo.lock': null },
    'LOCK_MISSING',
    'a/Cargo.lock',
  ],
  [
    'crates that cannot be told apart',
    { 'a/b/Cargo.toml': crate('x'), 'a-b/Cargo.toml': crate('x') },
    'AMBIGUOUS_CRATE',
    'a/b/Cargo.toml',
  ],
])('%s is an error that names the file and the way out', (_, files, code, file) => {
  expect(() => cratesNix(tree(files))).toThrow(
    expect.objectContaining({ code, file, hint: expect.stringMatching(/./) }),
  )
})

test('of what cargo cannot tell now, what it said before stays; of the others it is written', () => {
  const nothing: ResolvedWorkspace = { packages: [], workspace_members: [], resolve: { nodes: [] } }
  const resolved = (...dirs: readonly string[]) => new Map(dirs.map((dir) => [dir, nothing] as const))
  const file = (told: ResolvedWorkspaces | undefined, before: string | null) => {
    const files = tree({
      'Cargo.toml': crate('app'),
      'apart/Cargo.toml': crate('apart'),
      'nix/nx-crane/features.nix': before,
    })
    return planFlake(buildCrateGraph(files, findManifests(files).cargo), {
      ...{ tree: files, wasm: NO_WASM, library: new Map(), resolved: told },
    }).generated.find(({ path }) => path.endsWith('/features.nix'))?.text
  }
  expect(file(undefined, null)).toBeUndefined()
  expect(file(resolved(), '# before\n')).toBe('# before\n')
  const one = file(resolved(''), null) ?? ''
  expect(one).toContain('"" = [ ];')
  expect(one).not.toContain('apart')
  // The other one has come: from now on it is not lost again.
  const both = file(resolved('', 'apart'), one) ?? ''
  expect(both).toContain('apart = [ ];')
  expect(file(resolved(''), both)).toBe(both)
  expect(file(resolved('', 'apart'), '# before\n{\n  apart = [ ];\n}\n')).toBe(both)
})

function cratesNix(source: SourceTree): string {
  return planned(source).generated.find(({ path }) => path === 'nix/nx-crane/crates.nix')?.text ?? ''
}

function planned(source: SourceTree) {
  const manifests = findManifests(source)
  const graph = buildCrateGraph(source, manifests.cargo)
  const { wasmCrates, wasmEvidence } = buildWorkspaceGraph(source, graph, manifests.npm)
  const wasm = { crates: new Set(wasmCrates), evidence: wasmEvidence, outDir: 'pkg' }
  return planFlake(graph, { tree: source, wasm, library: readNixLibrary() })
}

/** A tree of these files; each crate gets an empty library and a lock unless the files say otherwise. */
function tree(given: Readonly<Record<string, string | null>>): SourceTree {
  const files = new Map<string, string>()
  for (const path of Object.keys(given).filter((path) => path.endsWith('Cargo.toml'))) {
    files
      .set(path.replace('Cargo.toml', 'src/lib.rs'), '')
      .set(path.replace('.toml', '.lock'), 'version = 4\n')
  }
  for (const [path, text] of Object.entries(given)) text === null ? files.delete(path) : files.set(path, text)
  return treeOf(Object.fromEntries(files))
}

const NO_WASM = { crates: new Set<string>(), evidence: {}, outDir: 'pkg' }
