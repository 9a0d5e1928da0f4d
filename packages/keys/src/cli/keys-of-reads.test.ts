import { describe, expect, test } from 'vitest'
import { COMPILED, type KeyEdit } from '../../test-kit/key-edit'
import { KeyWorkspace } from '../../test-kit/key-workspace'

const crate = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`

/** `shell` lies in the package whose page it shows; the root crate embeds a directory in which its own outputs lie. */
const FILES: Readonly<Record<string, string>> = {
  'Cargo.toml': `${crate('all')}[workspace]\nmembers = ["server", "web/src-tauri"]\n`,
  'Cargo.lock':
    'version = 4\n\n[[package]]\nname = "all"\nversion = "0.1.0"\n\n[[package]]\nname = "server"\nversion = "0.1.0"\n\n[[package]]\nname = "shell"\nversion = "0.1.0"\n',
  '.gitignore': 'dist\ntarget\nnode_modules\n',
  'src/main.rs': '#[derive(Embed)]\n#[folder = "dist"]\nstruct Page;\nfn main() {}\n',
  'dist/index.html': '<p>',
  'server/Cargo.toml': crate('server'),
  'server/src/lib.rs': 'pub const PAGE: &str = include_str!("../../web/index.html");\n',
  'web/package.json': '{ "name": "web" }',
  'web/index.html': '<p>',
  'web/data/a.json': '1',
  'web/src-tauri/Cargo.toml': crate('shell'),
  'web/src-tauri/src/main.rs': 'fn main() { tauri::generate_context!(); }\n',
  'web/src-tauri/tauri.conf.json': JSON.stringify({
    build: { frontendDist: '../dist', beforeBuildCommand: 'npm run build' },
    bundle: { resources: ['../data/*.json'] },
  }),
}

describe('what a crate reads of other projects is in the keys of all that is compiled with it:', () => {
  test.each<KeyEdit>([
    [
      'a source that is included',
      (it) => it.write('web/index.html', '<b>'),
      ['all: doc', `server: ${COMPILED}`],
    ],
    [
      'the page of a Tauri program, made',
      (it) => it.write('web/dist/index.html', '<p>'),
      [`shell: ${COMPILED}`],
    ],
    [
      'a resource that is packed beside it',
      (it) => it.write('web/data/b.json', '2'),
      ['all: doc', `shell: ${COMPILED}`],
    ],
    ['what no glob of it means', (it) => it.write('web/data/b.txt', '2'), ['all: doc']],
    [
      'its configuration',
      (it) => it.replace('web/src-tauri/tauri.conf.json', 'npm', 'pnpm'),
      [`shell: ${COMPILED}`],
    ],
    ['a text for people beside the page', (it) => it.write('web/README.md', '# web'), ['all: doc']],
    ['a directory that is embedded', (it) => it.write('dist/a.js', ''), [`all: ${COMPILED}`]],
    ['the outputs of its own tasks in that', (it) => it.write('dist/cargo/all', 'program'), []],
    ['its documentation in that', (it) => it.write('dist/doc/all/index.html', '<p>'), []],
    ['the outputs of the Tauri program', (it) => it.write('web/src-tauri/dist/cargo/shell', 'program'), []],
    [
      'what Cargo leaves',
      (it) => {
        it.write('dist/target/CACHEDIR.TAG', '')
        it.write('dist/target/debug/all', 'program')
      },
      [],
    ],
  ])('%s', (_, edit, changed) => {
    using workspace = new KeyWorkspace(FILES)
    const before = workspace.keys()
    edit(workspace)
    expect(workspace.changesSince(before)).toEqual(changed)
  })
})

test('a page that changes while the program is known changes its key, and back', () => {
  using workspace = new KeyWorkspace({ ...FILES, 'web/dist/index.html': '<p>' })
  const before = workspace.keys()
  workspace.write('web/dist/index.html', '<b>')
  expect(workspace.changesSince(before)).toEqual([`shell: ${COMPILED}`])
  workspace.write('web/dist/index.html', '<p>')
  expect(workspace.changesSince(before)).toEqual([])
})

test('a test that starts a shell may read every source, and not the lock that the first build writes', () => {
  using workspace = new KeyWorkspace({
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
    'a/Cargo.toml': crate('a'),
    'a/src/lib.rs': '#[test]\nfn t() { Command::new("sh").arg(script()); }\n',
    'b/Cargo.toml': crate('b'),
    'b/src/lib.rs': '',
  })
  const before = workspace.keys()
  workspace.write(
    'Cargo.lock',
    'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\n\n[[package]]\nname = "b"\nversion = "0.1.0"\n',
  )
  expect(workspace.changesSince(before)).toEqual([])
  workspace.write('b/src/lib.rs', '// more\n')
  expect(workspace.changesSince(before)).toEqual(['a: test', 'b: build test lint format doc'])
})
