import { execFileSync } from 'node:child_process'
import { manifest, TemporaryWorkspace } from './temporary-workspace'

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

/**
 * Crates that read in every way: a build script (`app`, `version`), a proc macro (`pages`), tests (`app`, `heavy`), each
 * something else. Git knows one commit.
 */
export function makeObservedWorkspace(): TemporaryWorkspace {
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
