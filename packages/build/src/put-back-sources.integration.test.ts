import { execFileSync } from 'node:child_process'
import { renameSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'
import { WasmFixture } from '../test-kit/wasm-fixture'

const OLD = new Date('2020-01-01T00:00:00Z')

/** As `cp -p` and `tar` do. */
function putBack(workspace: TemporaryWorkspace, files: Readonly<Record<string, string>>): void {
  workspace.write(files)
  for (const path of Object.keys(files)) utimesSync(workspace.path(path), OLD, OLD)
}

const FILES = {
  'crates/words/Cargo.toml': manifest('words'),
  'crates/words/src/lib.rs': 'mod deep;\npub use deep::word;\n',
  'crates/words/src/deep/mod.rs': 'pub fn word() -> &\'static str { "new" }\n',
  'crates/scripted/Cargo.toml': manifest('scripted'),
  'crates/scripted/src/lib.rs': 'pub const DATA: &str = env!("DATA");\n',
  'crates/scripted/build.rs': `fn main() {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rustc-env=DATA={}", std::fs::read_to_string("data/deep/word").unwrap());
  }\n`,
  'crates/scripted/data/deep/word': 'new',
  'crates/whole/Cargo.toml': manifest('whole'),
  'crates/whole/src/lib.rs': 'pub const DATA: &str = env!("DATA");\n',
  'crates/whole/build.rs':
    'fn main() { println!("cargo:rustc-env=DATA={}", std::fs::read_to_string("word").unwrap()) }\n',
  'crates/whole/word': 'new',
  'crates/app/Cargo.toml': manifest(
    'app',
    '[dependencies]\nwords = { path = "../words" }\nscripted = { path = "../scripted" }\nwhole = { path = "../whole" }',
  ),
  'crates/app/src/main.rs':
    'fn main() { print!("{} {} {}", words::word(), scripted::DATA, whole::DATA) }\n#[test] fn agrees() { assert_eq!(words::word(), "new") }\n',
}

test('is compiled anew, with all that needs it, by every kind of task; what nobody put back stays as it is', async () => {
  using workspace = new TemporaryWorkspace(FILES)
  const output = () => execFileSync(workspace.path('crates/app/dist/cargo/app'), { encoding: 'utf8' })
  const tasks = [
    workspace.task('app', { kind: 'build' }),
    workspace.task('app', { kind: 'test' }),
    workspace.task('app', { kind: 'lint' }),
  ]
  const success = { 'app:build': 'success', 'app:test': 'success', 'app:lint': 'success' }
  expect(statusesOf(await resultsOf(tasks))).toEqual(success)
  expect(output()).toBe('new new new')

  const made = () => statSync(workspace.path('target/debug/app')).mtimeMs
  const before = made()
  expect(statusesOf(await resultsOf(tasks))).toEqual(success)
  expect(made()).toBe(before)

  // A return that clippy objects to.
  putBack(workspace, {
    'crates/words/src/deep/mod.rs': 'pub fn word() -> &\'static str { return "old"; }\n',
    'crates/scripted/data/deep/word': 'old',
    'crates/whole/word': 'old',
  })
  expect(statusesOf(await resultsOf(tasks))).toEqual({
    'app:build': 'success',
    'app:test': 'failure',
    'app:lint': 'success',
  })
  expect(output()).toBe('old old old')
  const lint = await resultsOf([workspace.task('words', { kind: 'lint' })])
  expect(lint['words:lint']?.output).toContain('needless_return')
})

test('so is one in a directory that was moved into place, and behind a link that leads elsewhere', async () => {
  using workspace = new TemporaryWorkspace({
    ...FILES,
    'other/words.rs': 'pub fn word() -> &\'static str { "linked" }\n',
    'other/deep/mod.rs': 'pub fn word() -> &\'static str { "moved" }\n',
  })
  const deep = workspace.path('crates/words/src/deep')
  for (const path of ['other/words.rs', 'other/deep/mod.rs', 'other/deep'])
    utimesSync(workspace.path(path), OLD, OLD)
  const task = workspace.task('app', { kind: 'build' })
  const outputOfBuild = async () => {
    expect(statusesOf(await resultsOf([task]))).toEqual({ 'app:build': 'success' })
    return execFileSync(workspace.path('crates/app/dist/cargo/app'), { encoding: 'utf8' })
  }
  expect(await outputOfBuild()).toBe('new new new')
  renameSync(deep, workspace.path('was'))
  renameSync(workspace.path('other/deep'), deep)
  expect(await outputOfBuild()).toBe('moved new new')
  unlinkSync(`${deep}/mod.rs`)
  symlinkSync(workspace.path('other/words.rs'), `${deep}/mod.rs`)
  expect(await outputOfBuild()).toBe('linked new new')
})

test('so is one of a package outside of the workspace', async () => {
  using outside = new TemporaryWorkspace({
    'near/Cargo.toml': manifest('near', '[dependencies]\nfar = { path = "../far" }'),
    'near/src/lib.rs': 'pub use far::word;\n',
    'far/Cargo.toml': manifest('far'),
    'far/src/lib.rs': 'pub fn word() -> &\'static str { "new" }\n',
  })
  rmSync(outside.path('Cargo.toml'))
  using workspace = new TemporaryWorkspace({
    'crates/app/Cargo.toml': manifest('app', `[dependencies]\nnear = { path = "${outside.path('near')}" }`),
    'crates/app/src/main.rs': 'fn main() { print!("{}", near::word()) }\n',
  })
  const task = workspace.task('app', { kind: 'build' })
  await resultsOf([task])
  putBack(outside, { 'far/src/lib.rs': 'pub fn word() -> &\'static str { "old" }\n' })
  expect(statusesOf(await resultsOf([task]))).toEqual({ 'app:build': 'success' })
  expect(execFileSync(workspace.path('crates/app/dist/cargo/app'), { encoding: 'utf8' })).toBe('old')
})

test('so is one of a WebAssembly package', async () => {
  using fixture = new WasmFixture()
  const build = () => fixture.build('alone', { profile: 'dev' })
  expect(await build()).toMatchObject({ success: true })
  expect(await build()).toMatchObject({ success: true, changed: false })
  const source = 'crates/alone/src/lib.rs'
  fixture.edit(source, (text) => text.replaceAll('greet', 'put_back'))
  utimesSync(fixture.path(source), OLD, OLD)
  expect(await build()).toMatchObject({ success: true, changed: true })
  expect(fixture.read('crates/alone/pkg/bundler/alone_wasm.d.ts')).toContain('put_back')
})
