import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { workspaceOf } from '../infer/workspace'
import { projectManifests } from '../project-manifests'
import { planPrune } from './plan-prune'

const crate = (name: string, more = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`
const locked = (...names: readonly string[]) =>
  `version = 4\n${names.map((name) => `\n[[package]]\nname = "${name}"\nversion = "0.1.0"\n`).join('')}`

const FILES = {
  '.gitignore': 'target\n/secret\n*.local\n',
  '.cargo/config.toml': '[target.thumbv7em-none-eabi]\nrustflags = ["-C", "link-arg=-Tmemory.x"]\n',
  'memory.x': '',
  'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n',
  'clippy.toml': '',
  'README.md': '# all\n',
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*", "page"]\n',
  'Cargo.lock': locked('app', 'other', 'page', 'reader'),
  'shared/text.txt': '',
  'secret/key.txt': '',
  'crates/app/Cargo.toml': crate('app'),
  'crates/app/.hidden/settings': '',
  'crates/app/notes.local': '',
  'crates/app/src/main.rs':
    'const TEXT: &str = include_str!("../../../shared/text.txt");\nconst KEY: &str = include_str!("../../../secret/key.txt");\n#[path = "../../other/src/part.rs"]\nmod part;\nfn main() {}\n',
  'crates/app/target/made.txt': '',
  'crates/app/node_modules/a/index.js': '',
  'crates/other/Cargo.toml': crate('other'),
  'crates/other/src/lib.rs': '',
  'crates/other/src/part.rs': '',
  'crates/reader/Cargo.toml': crate('reader'),
  'crates/reader/src/lib.rs': '',
  'crates/reader/build.rs':
    'fn main() { let name = std::env::args().next().unwrap(); std::fs::read(name).unwrap(); }\n',
  'page/Cargo.toml': crate('page', '[lib]\ncrate-type = ["cdylib"]\n'),
  'page/package.json': '{"name":"page","version":"1.0.0","main":"pkg/page.js"}',
  'page/src/lib.rs': '',
}

function planOf(files: Readonly<Record<string, string>>, ...names: readonly string[]) {
  const tree = treeOf(files)
  const { cargo, npm, nx } = projectManifests(tree)
  const workspace = workspaceOf(tree, [...cargo, ...npm, ...nx], parseOptions({}))
  return planPrune(workspace, { names, manifests: () => undefined })
}

test('a part holds its crates, what they read elsewhere, and settings; nothing that Git ignores or tools made', () => {
  expect([...planOf(FILES, 'app').files.keys()].sort()).toEqual([
    '.cargo/config.toml',
    '.gitignore',
    'Cargo.lock',
    'Cargo.toml',
    'clippy.toml',
    'crates/app/.hidden/settings',
    'crates/app/Cargo.toml',
    'crates/app/src/main.rs',
    'crates/other/src/part.rs',
    'memory.x',
    'rust-toolchain.toml',
    'shared/text.txt',
  ])
})

test('the layer of dependencies has manifests, the lock, settings and stubs', () => {
  const { dependencies } = planOf(FILES, 'app')
  expect([...dependencies.keys()].sort()).toEqual([
    '.cargo/config.toml',
    'Cargo.lock',
    'Cargo.toml',
    'crates/app/Cargo.toml',
    'crates/app/src/main.rs',
    'memory.x',
    'rust-toolchain.toml',
  ])
  expect(dependencies.get('crates/app/src/main.rs')).toEqual({ from: 'text', text: 'fn main() {}\n' })
})

test('a crate that does not say what it reads is named, with the place, unless its manifest says it', () => {
  expect(planOf(FILES, 'reader').notes).toEqual([
    expect.stringMatching(/^crates\/reader\/Cargo\.toml: .*\(crates\/reader\/build\.rs:1: .*include/),
  ])
  const declared = crate('reader', '[package.metadata.nx-crane]\ninclude = ["../../shared/*.txt"]\n')
  const plan = planOf({ ...FILES, 'crates/reader/Cargo.toml': declared }, 'reader')
  expect(plan.notes).toEqual([])
  expect(plan.files.has('shared/text.txt')).toBe(true)
})

test('npm packages bring what they depend on, import and extend, and what the root installs', () => {
  const files = {
    ...FILES,
    'nx.json': '{"plugins":["./tools/plugin/index.ts"]}',
    'package.json':
      '{"name":"root","private":true,"workspaces":["libs/*","apps/web","apps/gone","page"],"devDependencies":{"ours":"*"}}',
    'tsconfig.base.json':
      '{"compilerOptions":{"paths":{"@acme/alias":["libs/alias/src/index.ts"],"@deep/*":["libs/deep/src/*"]}}}',
    'tsconfig.json':
      '{\n  "references": [\n    { "path": "./apps/web" },\n    { "path": "./apps/gone" }\n  ]\n}\n',
    'vite.shared.ts': 'import "./vite.more"\n',
    'vite.more.ts': '',
    'scripts/release.sh': '',
    'tools/plugin/project.json': '{"name":"plugin"}',
    'tools/plugin/index.ts': '',
    'apps/gone/package.json': '{"name":"gone","version":"1.0.0"}',
    'apps/web/package.json': '{"name":"web","dependencies":{"page":"*","ui":"*"}}',
    'apps/web/tsconfig.json': '{"extends":"../../tsconfig.base.json"}',
    'apps/web/src/main.ts': 'import "@acme/alias"\nimport "@deep/a"\nimport "../../../vite.shared"\n',
    'libs/ui/package.json': '{"name":"ui","version":"1.0.0"}',
    'libs/ui/src/index.ts': '',
    'libs/ours/package.json': '{"name":"ours","version":"1.0.0"}',
    'libs/alias/project.json': '{"name":"alias","implicitDependencies":["told"]}',
    'libs/alias/src/index.ts': '',
    'libs/deep/package.json': '{"name":"deep","version":"1.0.0"}',
    'libs/deep/src/a.ts': '',
    'libs/told/package.json': '{"name":"told","version":"1.0.0"}',
    'libs/unused/package.json': '{"name":"unused","version":"1.0.0"}',
  }
  const plan = planOf(files, 'web')
  expect(plan.packageDirs).toEqual([
    'apps/web',
    'libs/alias',
    'libs/deep',
    'libs/ours',
    'libs/told',
    'libs/ui',
    'page',
    'tools/plugin',
  ])
  expect(plan.crates).toEqual(['page/Cargo.toml'])
  expect(plan.files.get('package.json')).toEqual({
    from: 'text',
    text: files['package.json'].replace('"apps/gone",', ''),
  })
  expect(plan.files.get('tsconfig.json')).toEqual({
    from: 'text',
    text: '{\n  "references": [\n    { "path": "./apps/web" }\n  ]\n}\n',
  })
  expect([...plan.files.keys()]).toEqual(
    expect.arrayContaining(['nx.json', 'tsconfig.base.json', 'vite.shared.ts', 'vite.more.ts']),
  )
  expect(plan.files.has('scripts/release.sh')).toBe(false)
  expect([...plan.dependencies.keys()]).toEqual(
    expect.arrayContaining(['package.json', 'apps/web/package.json', 'libs/ui/package.json']),
  )
})

test.each([
  ['the repository', ''],
  ['a workspace within', 'backend/'],
])(
  'of vendored crates of %s those remain that the lock needs, whatever they have for Git to ignore',
  (_, dir) => {
    const vendored = (name: string) => ({
      [`${dir}vendor/${name}/Cargo.toml`]: crate(name),
      [`${dir}vendor/${name}/src/lib.rs`]: '',
      [`${dir}vendor/${name}/made.local`]: '',
    })
    const files = {
      '.gitignore': '*.local\n',
      ...vendored('used'),
      ...vendored('unused'),
      [`${dir}.cargo/config.toml`]:
        '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "vendor"\n',
      [`${dir}Cargo.toml`]: '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
      [`${dir}crates/app/Cargo.toml`]: crate('app', '[dependencies]\nused = "0.1"\n'),
      [`${dir}crates/app/src/main.rs`]: 'fn main() {}\n',
      [`${dir}crates/other/Cargo.toml`]: crate('other', '[dependencies]\nunused = "0.1"\n'),
      [`${dir}crates/other/src/lib.rs`]: '',
      [`${dir}Cargo.lock`]: `version = 4\n${['app', 'other'].map((name) => `\n[[package]]\nname = "${name}"\nversion = "0.1.0"\ndependencies = [\n "${name === 'app' ? '' : 'un'}used",\n]\n`).join('')}${['unused', 'used'].map((name) => `\n[[package]]\nname = "${name}"\nversion = "0.1.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n`).join('')}`,
    }
    const { files: planned, dependencies } = planOf(files, 'app')
    const ofVendor = (paths: Iterable<string>) =>
      [...paths].filter((path) => path.startsWith(`${dir}vendor/`)).sort()
    expect(ofVendor(planned.keys())).toEqual([
      `${dir}vendor/used/Cargo.toml`,
      `${dir}vendor/used/made.local`,
      `${dir}vendor/used/src/lib.rs`,
    ])
    expect(ofVendor(dependencies.keys())).toEqual(ofVendor(planned.keys()))
  },
)

test('the configuration of rustfmt beside a target elsewhere remains', () => {
  const { files } = planOf(
    {
      ...FILES,
      'crates/app/Cargo.toml': crate('app', '[[bin]]\nname = "app"\npath = "../../bins/app/main.rs"\n'),
      'bins/app/main.rs': 'fn main() {}\n',
      'bins/rustfmt.toml': '',
    },
    'app',
  )
  expect([...files.keys()]).toEqual(expect.arrayContaining(['bins/app/main.rs', 'bins/rustfmt.toml']))
})

test('a crate that lies outside of the repository is an error with file and line', () => {
  const outside = {
    ...FILES,
    'crates/app/Cargo.toml': crate('app', '[dependencies]\nlost = { path = "../../../lost" }\n'),
    'Cargo.lock': `version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "lost",\n]\n\n[[package]]\nname = "lost"\nversion = "1.0.0"\n`,
  }
  expect(() => planOf(outside, 'app')).toThrow(/^crates\/app\/Cargo\.toml:6: .*lost/)
})
