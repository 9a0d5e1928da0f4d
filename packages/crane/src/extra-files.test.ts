import { buildCrateGraph, type SourceTree } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { planCrates } from './plan-crates'

// The crate lies in `a`; each row has files beside it, and what of all that a build of it reads, and its tests besides.
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, string[], string[]])[] = [
  ['nothing of its own directory', { 'a/src/x.txt': '', 'a/src/lib.rs': 'include_str!("x.txt");' }, [], []],
  [
    'what its sources include from elsewhere',
    { 'x.txt': '', 'a/src/lib.rs': 'include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../x.txt"));' },
    ['x.txt'],
    [],
  ],
  [
    'what a module includes that is called like a text for people, but for the capitals',
    { 'x.txt': '', 'a/history.rs': 'include_str!("../x.txt");' },
    ['x.txt'],
    [],
  ],
  [
    'a file that is called like a directory of texts',
    { 'a/docs': '', 'a/src/lib.rs': 'include_str!("../docs");' },
    ['a/docs'],
    [],
  ],
  [
    'what only tests include, for its tests',
    {
      'x.txt': '',
      'y.txt': '',
      'a/src/lib.rs': '#[cfg(test)] const X: &str = include_str!("../../x.txt");',
      'a/tests/t.rs': 'const Y: &str = include_str!("../../y.txt");',
      'a/tests/z.txt': '',
    },
    [],
    ['x.txt', 'y.txt'],
  ],
  [
    'what a test reads while it runs, and texts for people only then',
    {
      'data/x.json': '',
      'a/README.md': '',
      'a/CHANGELOG.md': '',
      'a/docs/a.md': '',
      'a/src/lib.rs': '#[test] fn t() { std::fs::read("README.md").unwrap(); }',
      'a/tests/t.rs': '#[test] fn t() { read("../data/x.json"); }',
    },
    [],
    ['a/README.md', 'data/x.json'],
  ],
  [
    'migrations, by the string in the macro',
    { 'db/migrations/1.sql': '', 'db/other.sql': '', 'a/src/lib.rs': 'sqlx::migrate!("../db/migrations");' },
    ['db/migrations/1.sql'],
    [],
  ],
  [
    'a folder that an attribute names',
    { 'web/a.html': '', 'a/src/lib.rs': '#[derive(RustEmbed)]\n#[folder = "../web/"]\nstruct W;' },
    ['web/a.html'],
    [],
  ],
  [
    'prepared queries, its own and those of a directory above',
    {
      '.sqlx/query-1.json': '',
      'a/.sqlx/query-2.json': '',
      '.env': 'DATABASE_URL=secret',
      'a/Cargo.toml': '[dependencies]\nsqlx = "0.8"\n',
    },
    ['.sqlx/query-1.json', 'a/.sqlx/query-2.json'],
    [],
  ],
  ['no queries without sqlx', { '.sqlx/query-1.json': '' }, [], []],
  [
    'templates that are texts for people',
    {
      'a/templates/mail.md': '',
      'a/templates/page.html': '',
      'a/src/lib.rs': '#[template(path = "mail.md")]\nstruct M;',
    },
    ['a/templates/mail.md'],
    [],
  ],
  [
    'what a build script compiles, and says that it depends on',
    {
      'proto/x.proto': '',
      'proto/y.proto': '',
      'schema.json': '',
      'other.json': '',
      'a/build.rs':
        'fn main() { tonic_build::compile_protos(&["../proto/x.proto"], &["../proto"]);\nprintln!("cargo:rerun-if-changed=../schema.json"); }',
    },
    ['proto/x.proto', 'proto/y.proto', 'schema.json'],
    [],
  ],
  [
    'strings of other sources are no paths',
    { 'schema.json': '', 'a/src/lib.rs': 'fn f() { g("../schema.json") }' },
    [],
    [],
  ],
  [
    'nothing that Git ignores',
    {
      '.gitignore': '/out\n',
      'out/x.txt': '',
      'a/src/lib.rs': '#[folder = "../out"]\nstruct W;',
    },
    [],
    [],
  ],
  [
    'nothing that another project’s build has left, whoever includes it',
    {
      '.gitignore': 'dist\n',
      'web/dist/index.html': '',
      'web/index.html': '',
      'a/src/lib.rs': 'include_str!("../../web/dist/index.html"); include_str!("../../web/index.html");',
    },
    ['web/index.html'],
    [],
  ],
  [
    'the page of a Tauri program',
    {
      'ui/index.html': '',
      'data/x.json': '',
      'a/tauri.conf.json': '{"build":{"frontendDist":"../ui"},"bundle":{"resources":["../data/*.json"]}}',
    },
    ['data/x.json', 'ui/index.html'],
    [],
  ],
  ['no manifest', { 'a/src/lib.rs': '#[x = "../Cargo.toml"]\nstruct W;', 'Cargo.toml': '' }, [], []],
  [
    'what it declares',
    {
      'data/x.bin': '',
      'a/Cargo.toml': '[package.metadata.nx-crane]\ninclude = ["../data/*.bin"]\n',
    },
    ['data/x.bin'],
    [],
  ],
]

test.each(CASES)('a crate is built from %s', (_, files, built, tested) => {
  const source = tree(files)
  const [crate] = planCrates(buildCrateGraph(source, ['a/Cargo.toml']), {
    tree: source,
    wasm: { crates: new Set(), evidence: {}, outDir: 'pkg' },
  })
  expect({ built: crate?.extraFiles, tested: crate?.testFiles }).toEqual({ built, tested })
})

function tree(given: Readonly<Record<string, string>>): SourceTree {
  return treeOf({
    'a/Cargo.lock': 'version = 4\n',
    'a/src/lib.rs': '',
    ...given,
    'a/Cargo.toml': `[package]\nname = "a"\nversion = "1.0.0"\nedition = "2021"\n${given['a/Cargo.toml'] ?? ''}`,
  })
}
