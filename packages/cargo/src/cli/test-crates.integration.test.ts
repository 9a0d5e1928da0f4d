import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../test-kit/default-settings'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../../test-kit/temporary-workspace'
import { withoutColour } from './terminal-colour'

test('each crate runs its unit, integration, harness-less and documentation tests', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/sound/Cargo.toml': manifest('sound', '[[test]]\nname = "plain"\nharness = false'),
    'crates/sound/build.rs': `fn main() {
      std::fs::write(std::env::var("OUT_DIR").unwrap() + "/made", "made").unwrap();
      println!("cargo:rustc-env=FROM_SCRIPT=yes");
    }`,
    'crates/sound/src/lib.rs':
      '/// ```\n/// assert_eq!(sound::answer(), 42);\n/// ```\npub fn answer() -> i32 { 42 }\n#[test] fn unit() {}\n',
    'crates/sound/src/main.rs': 'fn main() { println!("{}", sound::answer()) }\n#[test] fn of_binary() {}\n',
    'crates/sound/data.txt': 'data',
    'crates/sound/tests/integration.rs': `#[test] fn environment() {
      assert_eq!(std::fs::read_to_string("data.txt").unwrap(), "data");
      let env = |name| std::env::var(name).unwrap();
      assert!(env("CARGO_MANIFEST_DIR").ends_with("crates/sound"));
      assert!(env("CARGO_MANIFEST_PATH").ends_with("crates/sound/Cargo.toml"));
      assert_eq!(env("CARGO_PKG_NAME") + &env("CARGO_PKG_VERSION_MINOR"), "sound1");
      assert_eq!(std::fs::read_to_string(env("OUT_DIR") + "/made").unwrap(), "made");
      assert_eq!(env("FROM_SCRIPT"), "yes");
      assert!(std::process::Command::new(env("CARGO")).arg("--version").output().unwrap().status.success());
      let tool = std::process::Command::new(env!("CARGO_BIN_EXE_sound")).output().unwrap();
      assert_eq!(tool.stdout, b"42\\n");
    }`,
    'crates/sound/tests/plain.rs': 'fn main() { println!("plain main ran") }\n',
    'crates/failing/Cargo.toml': manifest('failing'),
    'crates/failing/src/lib.rs':
      '#[test] fn wrong() { assert_eq!(1 + 1, 3, "arithmetic") }\n#[test] fn right() {}\n',
    'crates/undocumented/Cargo.toml': manifest('undocumented'),
    'crates/undocumented/src/lib.rs':
      '/// ```\n/// assert_eq!(undocumented::f(), 2);\n/// ```\npub fn f() -> i32 { 1 }\n',
    'crates/uncompiled/Cargo.toml': manifest('uncompiled'),
    'crates/uncompiled/src/lib.rs': '#[test] fn broken() { let x: i32 = "text"; }\n',
  })
  const names = ['sound', 'failing', 'undocumented', 'uncompiled']
  const results = await resultsOf(names.map((name) => workspace.task(name, { kind: 'test' })))
  const log = (name: string) => withoutColour(results[`${name}:test`]?.output ?? '')

  expect(log('sound')).toMatch(/test unit \.\.\. ok/)
  expect(statusesOf(results)).toEqual({
    'uncompiled:test': 'failure',
    'sound:test': 'success',
    'failing:test': 'failure',
    'undocumented:test': 'failure',
  })
  expect(log('sound')).toMatch(/test of_binary \.\.\. ok/)
  expect(log('sound')).toMatch(/test environment \.\.\. ok/)
  expect(log('sound')).toContain('plain main ran')
  expect(log('sound')).toMatch(/Doc-tests sound[\s\S]*1 passed/)
  expect(log('failing')).toContain('arithmetic')
  expect(log('failing')).toMatch(/test right \.\.\. ok/)
  expect(log('undocumented')).toMatch(/Doc-tests undocumented[\s\S]*1 failed/)
  expect(log('uncompiled')).toContain('mismatched types')
})

test('tests of a macro find the dynamic libraries of Rust', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/macros/Cargo.toml': manifest('macros', '[lib]\nproc-macro = true'),
    'crates/macros/src/lib.rs':
      'use proc_macro::TokenStream;\n#[proc_macro] pub fn same(item: TokenStream) -> TokenStream { item }\n#[test] fn unit() {}\n',
  })
  const results = await resultsOf([workspace.task('macros', { kind: 'test' })])
  expect(withoutColour(results['macros:test']?.output ?? '')).toMatch(/test unit \.\.\. ok/)
  expect(statusesOf(results)).toEqual({ 'macros:test': 'success' })
})

test('arguments after -- reach the test executables', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/chosen/Cargo.toml': manifest('chosen'),
    'crates/chosen/src/lib.rs': '#[test] fn wanted() {}\n#[test] fn other() { panic!() }\n',
  })
  const settings = { ...DEFAULT_SETTINGS, args: ['--', 'wanted'] }
  const results = await resultsOf([workspace.task('chosen', { kind: 'test', settings })])
  expect(withoutColour(results['chosen:test']?.output ?? '')).toContain('1 filtered out')
  expect(statusesOf(results)).toEqual({ 'chosen:test': 'success' })
})

test('a configured runner or [env] is honoured by leaving the run to cargo', async () => {
  using workspace = new TemporaryWorkspace({
    '.cargo/config.toml': '[env]\nFROM_CONFIG = "yes"\n',
    'crates/configured/Cargo.toml': manifest('configured'),
    'crates/configured/src/lib.rs':
      '#[test] fn sees() { assert_eq!(std::env::var("FROM_CONFIG").unwrap(), "yes") }\n',
  })
  const results = await resultsOf([workspace.task('configured', { kind: 'test' })])
  expect(withoutColour(results['configured:test']?.output ?? '')).toMatch(/test sees \.\.\. ok/)
  expect(statusesOf(results)).toEqual({ 'configured:test': 'success' })
})

test('nextest that is asked for and missing is an error that says how to get it', async ({ skip }) => {
  const { runProcess } = await import('./run-process')
  const { code } = await runProcess({ command: 'cargo', args: ['nextest', '--version'], cwd: '.' })
  skip(code === 0, 'cargo-nextest is installed here')
  using workspace = new TemporaryWorkspace({
    'crates/engine/Cargo.toml': manifest('engine'),
    'crates/engine/src/lib.rs': '',
  })
  const results = await resultsOf([workspace.task('engine', { kind: 'test', testRunner: 'nextest' })])
  expect(statusesOf(results)).toEqual({ 'engine:test': 'failure' })
  expect(results['engine:test']?.output).toContain('cargo install cargo-nextest')
})
