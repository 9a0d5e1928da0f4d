import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { type CrateOptions, planCrate } from './plan-crate'

const NX = { 'nx.json': '{ "plugins": ["nx-crane"] }\n', '.gitignore': 'target/\ndist/\n' }
const member = '[package]\nname = "old"\nversion = "0.1.0"\nedition = "2021"\n'

function filesOf(options: CrateOptions, files: Record<string, string> = {}): Record<string, string> {
  const { files: planned } = planCrate(treeOf({ ...NX, ...files }), options, { edition: '2024' })
  return Object.fromEntries(planned.map(({ path, text }) => [path, text]))
}

test('in an empty workspace the Cargo workspace is made with the crate', () => {
  const files = filesOf({ name: 'hello' })
  expect(Object.keys(files)).toEqual(['Cargo.toml', 'crates/hello/Cargo.toml', 'crates/hello/src/lib.rs'])
  expect(files['Cargo.toml']).toBe('[workspace]\nresolver = "3"\nmembers = ["crates/*"]\n')
  expect(files['crates/hello/Cargo.toml']).toBe(
    '[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2024"\n',
  )
})

test.each([
  [{ bin: true }, ['main.rs']],
  [{ bin: true, lib: true }, ['lib.rs', 'main.rs']],
  [{ lib: true }, ['lib.rs']],
])('with %j it has %j', (kinds, sources) => {
  const paths = Object.keys(filesOf({ name: 'hello', ...kinds })).filter((path) => path.endsWith('.rs'))
  expect(paths).toEqual(sources.map((name) => `crates/hello/src/${name}`))
})

test('a crate lies where the others lie, inherits what the workspace declares, and a glob covers it', () => {
  const files = filesOf(
    { name: 'new' },
    {
      'rust/Cargo.toml':
        '[workspace]\nmembers = ["lib/*"] # all\n[workspace.package]\nedition = "2021"\nlicense = "MIT"\n[workspace.lints.rust]\n',
      'rust/lib/old/Cargo.toml': member,
      'rust/lib/old/src/lib.rs': '',
    },
  )
  expect(Object.keys(files)).toEqual(['rust/lib/new/Cargo.toml', 'rust/lib/new/src/lib.rs'])
  expect(files['rust/lib/new/Cargo.toml']).toBe(
    '[package]\nname = "new"\nversion = "0.1.0"\nedition.workspace = true\nlicense.workspace = true\n\n[lints]\nworkspace = true\n',
  )
})

test('a list of members gets one more; a root that is a crate becomes a workspace', () => {
  const listed = {
    'Cargo.toml': '[workspace]\nmembers = ["old"] # ours\n',
    'old/Cargo.toml': member,
    'old/src/lib.rs': '',
  }
  expect(filesOf({ name: 'new', directory: 'new' }, listed)['Cargo.toml']).toBe(
    '[workspace]\nmembers = ["old", "new"] # ours\n',
  )
  const alone = { 'Cargo.toml': member, 'src/lib.rs': '' }
  expect(filesOf({ name: 'new' }, alone)['Cargo.toml']).toBe(
    `${member}\n[workspace]\nmembers = ["crates/new"]\n`,
  )
})

test.each([
  ['', 'cannot be empty'],
  [undefined, 'needs a name'],
  ['9lives', 'begins with a digit'],
  ['a b', 'characters other than'],
  ['x"\n[lib]', 'characters other than'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Nix would take for code
  ['${evil}', 'characters other than'],
  ['../up', 'characters other than'],
  ['fn', 'the word is reserved'],
  ['Test', 'the word is reserved'],
  ['proc-macro', 'the word is reserved'],
  ['nul', 'the word is reserved'],
  ['old', 'already: crates/old/Cargo.toml'],
  ['x'.repeat(65), 'too long'],
])('the name %j is refused: %s', (name, fault) => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/old/Cargo.toml': member,
    'crates/old/src/lib.rs': '',
  }
  expect(() => filesOf({ name }, files)).toThrow(fault)
})

test.each([
  ['/etc/x', 'cannot be used'],
  ['../x', 'cannot be used'],
  ['a/../../x', 'cannot be used'],
  ['crates/*', 'cannot be used'],
  ['a b', 'cannot be used'],
  ['.git/x', 'cannot be used'],
  ['', 'cannot be used'],
  ['crates/old', 'already: Cargo.toml'],
  ['notes.txt/x', 'notes.txt is a file'],
  ['pointing/in', 'does not take pointing/in as a member'],
])('the directory %j is refused: %s', (directory, fault) => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/old/Cargo.toml': member,
    'crates/old/src/lib.rs': '',
    'notes.txt': '',
    'pointing/Cargo.toml': '[package]\nname = "pointing"\nversion = "0.1.0"\nworkspace = "../other"\n',
    'pointing/src/lib.rs': '',
    'other/Cargo.toml': '[workspace]\nmembers = ["../pointing"]\n',
  }
  expect(() => filesOf({ name: 'new', directory }, files)).toThrow(fault)
})

test('a directory of others that cannot be written down is not taken', () => {
  const files = { 'odd "]/old/Cargo.toml': member, 'odd "]/old/src/lib.rs': '' }
  expect(() => filesOf({ name: 'new' }, files)).toThrow('cannot be used')
  expect(Object.keys(filesOf({ name: 'new', directory: 'crates/new' }, files))).toContain('Cargo.toml')
})

test('settings of VS Code are added where there are none, and only when they are asked for', () => {
  const settings = '{\n  // mine\n  "[rust]": { "editor.formatOnSave": false },\n}\n'
  const files = filesOf({ name: 'hello', editor: 'vscode' }, { '.vscode/settings.json': settings })
  expect(files['.vscode/settings.json']).toContain('// mine')
  expect(files['.vscode/settings.json']).toContain('"editor.formatOnSave": false')
  expect(files['.vscode/settings.json']).toContain('"rust-analyzer.cargo.targetDir": true')
  expect(files['.vscode/extensions.json']).toContain('rust-lang.rust-analyzer')
  expect(filesOf({ name: 'hello' })).not.toHaveProperty(['.vscode/settings.json'])
  expect(() => filesOf({ name: 'hello', editor: 'emacs' })).toThrow('write one of none, vscode')
})
