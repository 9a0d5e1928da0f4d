import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../../test-kit/temporary-workspace'
import type { CrateTask } from '../crate-task'
import type { CrateObservation } from './observation'
import type { ObservedGroup } from './observe-group'

// One cache for the file: the observer is compiled once. The programs here are those of `rustc` on PATH.
const cache = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-cache-')))
beforeAll(() => {
  vi.stubEnv('NX_CRANE_CACHE_DIR', cache)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(cache, { recursive: true, force: true })
})

const SCRIPT = `
fn walk(dir: &std::path::Path) {
  for entry in std::fs::read_dir(dir).unwrap() {
    let path = entry.unwrap().path();
    if path.is_dir() { walk(&path) } else { std::fs::read(&path).unwrap(); }
  }
}
fn main() {
  let computed = ["settings", "toml"].join(".");
  std::fs::read(&computed).unwrap();
  println!("cargo:rerun-if-changed={computed}");
  let _ = std::env::var(["SCRIPT", "VARIABLE"].join("_"));
  walk(std::path::Path::new("data"));
  assert!(!std::path::Path::new("../../absent").exists());
  let out = std::process::Command::new("cat").arg("../../testdata/of-child").env_clear().output().unwrap();
  assert_eq!(out.stdout, b"child");
  let out = std::process::Command::new("cat").arg("testdata/elsewhere").current_dir("../..").output().unwrap();
  assert_eq!(out.stdout, b"elsewhere");
  let made = std::env::var("OUT_DIR").unwrap() + "/made";
  std::fs::write(&made, "made").unwrap();
  assert_eq!(std::fs::read(&made).unwrap(), b"made");
  std::fs::write("generated.txt", "own").unwrap();
  assert_eq!(std::fs::read("generated.txt").unwrap(), b"own");
}`

const MACRO = `
#[proc_macro]
pub fn page(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
  let name = input.to_string().replace('"', "");
  let directory = std::env::var("CARGO_MANIFEST_DIR").unwrap();
  let text = std::fs::read_to_string(format!("{directory}/views/{name}.html")).unwrap();
  let _ = std::env::var("MACRO_VARIABLE");
  format!("{text:?}").parse().unwrap()
}`

const LIBRARY = `
pub const PAGE: &str = pages::page!("home");
#[test] fn unit() { assert_eq!(PAGE, "<home>"); }
#[test] fn sees_no_observer() {
  for (name, _) in std::env::vars() { assert!(name != "LD_PRELOAD" && !name.starts_with("NX_CRANE_OBSERVE"), "{name}"); }
  let out = std::process::Command::new("env").output().unwrap();
  assert!(!String::from_utf8_lossy(&out.stdout).contains("NX_CRANE_OBSERVE="), "a child sees it");
}
`

const INTEGRATION = `
#[test] fn data() {
  assert_eq!(std::fs::read_to_string("../../testdata/x").unwrap(), "x");
  let _ = std::env::var("TEST_VARIABLE");
  std::thread::spawn(|| assert!(std::fs::metadata("missing.txt").is_err())).join().unwrap();
  assert_eq!(app::PAGE.len(), 6);
}
`

/** Reads without end in sight: what they do must neither fail nor hang the run. */
const HEAVY = {
  many: '#[test] fn many() { for n in 0..100_000 { assert!(std::fs::File::open(format!("data/{n}")).is_err()); } }',
  again: '#[test] fn again() { for _ in 0..100_000 { assert!(std::fs::File::open("src/lib.rs").is_ok()); } }',
  special: `#[test] fn special() {
    let pipe = std::env::temp_dir().join(format!("nx-crane-pipe-{}", std::process::id()));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = { let pipe = pipe.clone(); std::thread::spawn(move || std::fs::read(pipe).unwrap()) };
    std::fs::write(&pipe, "through").unwrap();
    assert_eq!(reader.join().unwrap(), b"through");
    std::fs::remove_file(&pipe).unwrap();
    assert!(std::fs::read_to_string("/proc/self/status").unwrap().contains("Pid:"));
  }`,
}

function makeWorkspace(): TemporaryWorkspace {
  const workspace = new TemporaryWorkspace({
    'crates/app/Cargo.toml': manifest('app', '[dependencies]\npages = { path = "../pages" }'),
    'crates/app/build.rs': SCRIPT,
    'crates/app/src/lib.rs': LIBRARY,
    'crates/app/tests/integration.rs': INTEGRATION,
    'crates/app/settings.toml': '',
    'crates/app/data/one': '1',
    'crates/app/data/deep/two': '2',
    'crates/app/views/home.html': '<home>',
    'crates/pages/Cargo.toml': manifest('pages', '[lib]\nproc-macro = true'),
    'crates/pages/src/lib.rs': `${MACRO}\n`,
    'crates/heavy/Cargo.toml': manifest('heavy'),
    'crates/heavy/src/lib.rs': '',
    ...Object.fromEntries(
      Object.entries(HEAVY).map(([name, text]) => [`crates/heavy/tests/${name}.rs`, text]),
    ),
    'crates/version/Cargo.toml': manifest('version'),
    'crates/version/src/lib.rs': '',
    'crates/version/build.rs':
      'fn main() { assert!(std::process::Command::new("git").args(["rev-parse", "HEAD"]).status().unwrap().success()) }',
    'testdata/x': 'x',
    'testdata/of-child': 'child',
    'testdata/elsewhere': 'elsewhere',
  })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace.root })
  git('init', '-q')
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'first')
  return workspace
}

async function observe(tasks: readonly CrateTask[]): Promise<CrateObservation[]> {
  const groups: ObservedGroup[] = []
  const results = await resultsOf(tasks, { onObserved: (group) => groups.push(group) })
  expect(Object.values(statusesOf(results)), JSON.stringify(results)).toEqual(tasks.map(() => 'success'))
  expect(groups.map(({ reason }) => reason)).toEqual(groups.map(() => null))
  return groups.flatMap(({ observations }) => observations)
}

/** `content crates/app/build.rs`, … `$VARIABLE` of the observations of a role, the compilation of tests apart. */
function readsOf(observations: readonly CrateObservation[], name: string): string[] {
  const found = observations.filter(({ directory, role, crateName, isTest }) => {
    const compiled = role === 'rustc' && isTest ? 'rustc --test' : role
    return `${directory} ${compiled} ${crateName}` === name
  })
  expect(found, name).not.toEqual([])
  const reads = found.flatMap(({ files, variables }) => [
    ...files.map(({ path, asked }) => `${asked} ${path}`),
    ...variables.map((variable) => `$${variable}`),
  ])
  return [...new Set(reads)].sort()
}

test('every read is found under the crate and the program that did it', { timeout: 300_000 }, async () => {
  using workspace = makeWorkspace()
  const seen = await observe([
    workspace.task('app', { kind: 'test' }),
    workspace.task('pages', { kind: 'test' }),
    workspace.task('heavy', { kind: 'test' }),
    workspace.task('version', { kind: 'build' }),
  ])

  expect(readsOf(seen, 'crates/app script build_script_build')).toEqual([
    '$SCRIPT_VARIABLE',
    'content crates/app/data/deep/two',
    'content crates/app/data/one',
    'content crates/app/settings.toml',
    'content testdata/elsewhere',
    'content testdata/of-child',
    'entries crates/app/data',
    'entries crates/app/data/deep',
    'kind absent',
  ])
  expect(readsOf(seen, 'crates/version script build_script_build')).toEqual(
    expect.arrayContaining([
      '$GIT_DIR',
      'content .git/HEAD',
      'content .git/config',
      'kind crates/version/.git',
    ]),
  )

  expect(readsOf(seen, 'crates/app rustc build_script_build')).toEqual(['content crates/app/build.rs'])
  const library = ['$MACRO_VARIABLE', 'content crates/app/src/lib.rs', 'content crates/app/views/home.html']
  expect(readsOf(seen, 'crates/app rustc app')).toEqual(library)
  expect(readsOf(seen, 'crates/app rustc --test app')).toEqual(library)
  expect(readsOf(seen, 'crates/app rustdoc app')).toEqual(library)
  expect(readsOf(seen, 'crates/app rustc --test integration')).toEqual([
    'content crates/app/tests/integration.rs',
  ])
  expect(readsOf(seen, 'crates/app test app')).toEqual([])
  expect(readsOf(seen, 'crates/app test integration')).toEqual([
    '$TEST_VARIABLE',
    'content testdata/x',
    'kind crates/app/missing.txt',
  ])
  expect(readsOf(seen, 'crates/pages rustc pages')).toEqual(['content crates/pages/src/lib.rs'])
  expect(readsOf(seen, 'crates/heavy test again')).toEqual(['content crates/heavy/src/lib.rs'])
  expect(readsOf(seen, 'crates/heavy test special')).toEqual([])

  const incomplete = seen.filter(({ isComplete }) => !isComplete)
  expect(incomplete.map(({ crateName, gaps }) => [crateName, gaps])).toEqual([
    ['many', ['it read more than can be noted']],
  ])
  const withAnyVariable = seen.filter(({ areVariablesComplete }) => !areVariablesComplete)
  // It starts `env`.
  expect(withAnyVariable.map(({ role, crateName }) => [role, crateName])).toEqual([['test', 'app']])
})

test('Cargo compiles nothing again with the observer or without it, and remembers nothing of it', {
  timeout: 300_000,
}, async () => {
  using workspace = makeWorkspace()
  const build = [workspace.task('app', { kind: 'build' })]
  const rolesOf = (seen: readonly CrateObservation[]) =>
    seen.map(({ role, crateName }) => `${role} ${crateName}`)
  expect(rolesOf(await observe(build))).toContain('rustc app')
  const plain = await resultsOf(build)
  expect(statusesOf(plain)).toEqual({ 'app:build': 'success' })
  expect(plain['app:build']?.output).not.toMatch(/Compiling/)
  expect(rolesOf(await observe(build))).toEqual([])
  const files = readdirSync(workspace.path('target'), { recursive: true, encoding: 'utf8' })
  const remembered = files.filter(
    (file) =>
      /(?:\.d|\.json|\/output|\/dep-[^/]*)$/.test(file) &&
      /nx_crane_observe|LD_PRELOAD/i.test(readFileSync(workspace.path('target', file), 'latin1')),
  )
  expect(files.filter((file) => file.endsWith('.d'))).not.toEqual([])
  expect(remembered).toEqual([])
})
