import { join } from 'node:path'
import { expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import { buildCrateGraph } from '../build-crate-graph'
import { findManifests } from '../find-manifests'
import { readSourceTree } from '../read-source-tree'
import { buildWorkspaceGraph } from '../workspace-graph'

const crate = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
const npm = (name: string, scripts: Record<string, string> = { build: 'vite build' }) =>
  JSON.stringify({ name, scripts })
const WEB = { 'web/package.json': npm('web'), 'web/index.html': '<p>' }
const APP = { 'app/Cargo.toml': crate('app') }
const source = (text: string) => ({ ...APP, 'app/src/lib.rs': text })
const ROOT = { 'package.json': JSON.stringify({ name: 'all', workspaces: ['*'] }) }

/** A layout of Tauri: the crate within the package whose page it shows. */
function tauri(build: object, further: Record<string, string> = {}): Record<string, string> {
  return {
    'src-tauri/Cargo.toml': crate('shell'),
    'src-tauri/src/main.rs': 'fn main() {}',
    'src-tauri/tauri.conf.json': JSON.stringify({ build }),
    'package.json': npm('page'),
    ...further,
  }
}

/** As `crate → project: path`, with the script that makes it. */
function readsOf(files: Record<string, string>): string[] {
  const tree = treeOf(files)
  const named = (name: string) => Object.keys(files).filter((path) => path.split('/').at(-1) === name)
  const { reads } = buildWorkspaceGraph(
    tree,
    buildCrateGraph(tree, named('Cargo.toml')),
    named('package.json'),
  )
  return reads.map(
    ({ crate: id, project, path, madeBy }) =>
      `${id.replace(/\/?Cargo\.toml$/, '') || '.'} → ${project || '.'}: ${path}${madeBy === null ? '' : ` (${madeBy})`}`,
  )
}

test.each<[string, Record<string, string>, string[]]>([
  ['a source', { ...WEB, ...source('include_str!("../../web/index.html");') }, ['app → web: web/index.html']],
  [
    'an output that is not there yet',
    { ...WEB, ...source('include_str!("../../web/dist/index.html");') },
    ['app → web: web/dist/index.html (build)'],
  ],
  [
    'the same output once it is there',
    { ...WEB, ...source('include_str!("../../web/dist/index.html");'), 'web/dist/index.html': '<p>' },
    ['app → web: web/dist/index.html (build)'],
  ],
  [
    'what Git ignores, there',
    {
      ...WEB,
      ...source('include_str!("../../web/static/a.js");'),
      '.gitignore': 'static\n',
      'web/static/a.js': '',
    },
    ['app → web: web/static/a.js (build)'],
  ],
  [
    'what Git ignores, not there',
    { ...WEB, ...source('include_str!("../../web/static/a.js");'), 'web/.gitignore': '/static\n' },
    ['app → web: web/static/a.js (build)'],
  ],
  [
    'from the crate’s directory',
    { ...WEB, ...source('include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/dist/a.wasm"));') },
    ['app → web: web/dist/a.wasm (build)'],
  ],
  [
    'a folder that is embedded',
    { ...WEB, ...source('#[derive(Embed)]\n#[folder = "../web/dist/"]\nstruct Page;') },
    ['app → web: web/dist (build)'],
  ],
  [
    'a folder with the variable',
    { ...WEB, ...source('static D: Dir = include_dir!("$CARGO_MANIFEST_DIR/../web/dist");') },
    ['app → web: web/dist (build)'],
  ],
  [
    'a build script',
    {
      ...WEB,
      ...source(''),
      'app/build.rs': 'fn main() { println!("cargo:rerun-if-changed=../web/dist"); }',
    },
    ['app → web: web/dist (build)'],
  ],
  [
    'another crate’s package',
    {
      'wasm/Cargo.toml': crate('wasm'),
      'wasm/src/lib.rs': '',
      ...source('include_bytes!("../../wasm/pkg/wasm_bg.wasm");'),
    },
    ['app → wasm: wasm/pkg/wasm_bg.wasm (build)'],
  ],
  ['a string that means nothing', { ...WEB, ...source('#[get("../web/nothing")]\nfn a() {}') }, []],
  [
    'a route of a crate around the package',
    { 'Cargo.toml': crate('all'), 'src/lib.rs': '#[get("/web/users")]\nfn a() {}', ...WEB },
    [],
  ],
  [
    'a folder below a crate around the package',
    { 'Cargo.toml': crate('all'), 'src/lib.rs': '#[folder = "web/dist"]\nstruct A;', ...WEB },
    ['. → web: web/dist (build)'],
  ],
  [
    'what is its own, or nobody’s',
    {
      ...WEB,
      ...source('include_str!("../README.md"); include_str!("../../shared/a.txt");'),
      'app/README.md': '',
    },
    [],
  ],
  [
    'what lies outside of the repository',
    { ...WEB, ...source('include_str!("../../../web/index.html");') },
    [],
  ],
  [
    'a package that is installed there',
    {
      ...WEB,
      ...source('include_str!("../../web/node_modules/x/dist/x.css");'),
      '.gitignore': 'node_modules',
    },
    ['app → web: web/node_modules/x/dist/x.css'],
  ],
])('includes, macros and build scripts: %s', (_, files, reads) => expect(readsOf(files)).toEqual(reads))

test.each<[string, Record<string, string>, string[]]>([
  [
    'the package around',
    tauri({ frontendDist: '../dist', beforeBuildCommand: 'npm run build' }),
    ['src-tauri → .: dist (build)'],
  ],
  [
    'another script of it',
    tauri(
      { frontendDist: '../dist', beforeBuildCommand: 'pnpm build:page' },
      { 'package.json': npm('page', { 'build:page': 'vite build' }) },
    ),
    ['src-tauri → .: dist (build:page)'],
  ],
  [
    'a command that nobody can read',
    tauri({ frontendDist: '../dist', beforeBuildCommand: './make-page.sh' }),
    ['src-tauri → .: dist (build)'],
  ],
  [
    'sources, when nothing has to be done before',
    tauri({ frontendDist: '../ui' }, { 'ui/index.html': '<p>' }),
    ['src-tauri → .: ui'],
  ],
  [
    'an output all the same, when it is not there',
    tauri({ frontendDist: '../dist' }),
    ['src-tauri → .: dist (build)'],
  ],
  [
    'a package that the command names',
    tauri(
      { frontendDist: '../web/dist', beforeBuildCommand: 'pnpm --filter web build' },
      { ...ROOT, ...WEB },
    ),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'a target of Nx',
    tauri({ frontendDist: '../web/dist', beforeBuildCommand: 'nx build web' }, { ...ROOT, ...WEB }),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'a directory of the command',
    tauri(
      { frontendDist: '../web/dist', beforeBuildCommand: 'yarn --cwd ../web build' },
      { ...ROOT, ...WEB },
    ),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'a directory beside the command',
    tauri(
      { frontendDist: '../web/dist', beforeBuildCommand: { script: 'npm run build', cwd: '../web' } },
      { ...ROOT, ...WEB },
    ),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'a script of the root that has a package build its page',
    tauri({ frontendDist: '../web/dist', beforeBuildCommand: 'npm run build' }, { ...ROOT, ...WEB }),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'Tauri 1',
    tauri({ distDir: '../web/dist', devPath: 'http://localhost:1' }, { ...ROOT, ...WEB }),
    ['src-tauri → web: web/dist (build)'],
  ],
  [
    'a package.json beside the manifest',
    {
      'Cargo.toml': crate('shell'),
      'src/main.rs': '',
      'package.json': npm('page', { 'build:page': 'vite build' }),
      'tauri.conf.json': '{"build":{"frontendDist":"dist","beforeBuildCommand":"npm run build:page"}}',
      ...WEB,
    },
    ['. → .: dist (build:page)'],
  ],
])('the page of a Tauri program: %s', (_, files, reads) => expect(readsOf(files)).toEqual(reads))

test('a fixture: edges to whom a crate reads of, beside those of Cargo', () => {
  const tree = readSourceTree(join(__dirname, '../../fixtures/reads-other-projects'))
  const { cargo, npm: packages } = findManifests(tree)
  const { edges } = buildWorkspaceGraph(tree, buildCrateGraph(tree, cargo), packages)
  expect(edges).toEqual([
    { from: 'desktop/src-tauri/Cargo.toml', to: 'desktop/package.json', kind: 'reads' },
    { from: 'desktop/src-tauri/Cargo.toml', to: 'embed/Cargo.toml', kind: 'normal' },
    { from: 'embed/Cargo.toml', to: 'site/package.json', kind: 'reads' },
    { from: 'server/Cargo.toml', to: 'site/package.json', kind: 'reads' },
  ])
})
