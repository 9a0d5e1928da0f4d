const LOCK = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "derive",
 "engine",
 "ext-app",
]

[[package]]
name = "derive"
version = "0.1.0"

[[package]]
name = "engine"
version = "0.1.0"
dependencies = [
 "ext-dev",
 "ext-engine",
 "testkit",
]

[[package]]
name = "ext-app"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "aa00000000000000000000000000000000000000000000000000000000000000"

[[package]]
name = "ext-deep"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "bb00000000000000000000000000000000000000000000000000000000000000"

[[package]]
name = "ext-dev"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "cc00000000000000000000000000000000000000000000000000000000000000"

[[package]]
name = "ext-engine"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "dd00000000000000000000000000000000000000000000000000000000000000"
dependencies = [
 "ext-deep",
]

[[package]]
name = "free"
version = "3.0.0"

[[package]]
name = "scripted"
version = "0.1.0"

[[package]]
name = "testkit"
version = "0.1.0"
dependencies = [
 "engine",
]
`

/**
 * The files of a workspace in which: `app` (library and binary) uses `engine` and the proc-macro `derive`; `engine` and
 * `testkit` form a dev-dependency cycle; `scripted` has a build script that says what it reads, `free` one that does not, in a package
 * that declares to read nothing else.
 */
export const EDITED_WORKSPACE: Readonly<Record<string, string>> = {
  'Cargo.toml': `[workspace]
resolver = "2"
members = ["crates/*"]

[workspace.package]
version = "0.1.0"
edition = "2021"
description = "One for all"

[workspace.dependencies]
ext-engine = "1.0"

[workspace.lints.clippy]
all = "warn"

[profile.dev]
opt-level = 0
`,
  'Cargo.lock': LOCK,
  '.gitignore': 'target\nnode_modules\n*.local\n',
  '.cargo/config.toml': '[alias]\nl = "clippy"\n\n[build]\njobs = 2\n',
  'README.md': '# All\n',
  'rustfmt.toml': 'max_width = 100\n',
  'crates/engine/Cargo.toml': `[package]
name = "engine"
version.workspace = true
edition.workspace = true
description = "An engine"

[dependencies]
ext-engine.workspace = true

[dev-dependencies]
ext-dev = "1"
testkit = { path = "../testkit" }

[lints]
workspace = true

[features]
fast = []

[[bench]]
name = "speed"
harness = false
`,
  'crates/engine/README.md': '# Engine\n',
  'crates/engine/docs/guide.md': '# Guide\n',
  'crates/engine/src/lib.rs': `#![doc = include_str!("../README.md")]
pub mod table;
#[cfg(windows)]
mod windows;
#[cfg(test)]
mod tests;
#[path = "odd/place.rs"]
mod placed;
macro_rules! modules { ($($name:ident),*) => { $(pub mod $name;)* } }
modules!(made);
pub static REGION: Option<&str> = option_env!("ENGINE_REGION");
`,
  'crates/engine/src/table.rs': `pub static TABLE: &str = include_str!("data/table.txt");
pub static LOGO: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/logo.bin"));
mod deep;
`,
  'crates/engine/src/table/deep.rs': 'pub fn deep() {}\n',
  'crates/engine/src/windows.rs': 'pub fn windows() {}\n',
  'crates/engine/src/tests.rs': '#[test]\nfn works() {}\n',
  'crates/engine/src/odd/place.rs': 'pub fn placed() {}\n',
  'crates/engine/src/made.rs': 'pub fn made() {}\n',
  'crates/engine/src/data/table.txt': '1\n',
  'crates/engine/assets/logo.bin': 'logo\n',
  'crates/engine/tests/basic.rs': '#[test]\nfn basic() {}\n',
  'crates/engine/tests/fixtures/input.md': 'input\n',
  'crates/engine/benches/speed.rs': 'fn main() {}\n',
  'crates/engine/examples/demo.rs': 'fn main() {}\n',
  'crates/testkit/Cargo.toml': `[package]
name = "testkit"
version = "0.1.0"
edition = "2021"

[dependencies]
engine = { path = "../engine" }
`,
  'crates/testkit/src/lib.rs': 'pub fn kit() {}\n',
  'crates/app/Cargo.toml': `[package]
name = "app"
version = "0.1.0"
edition = "2021"
description = "An app"

[dependencies]
engine = { path = "../engine" }
derive = { path = "../derive" }
ext-app = "1"

[package.metadata.nx-crane]
include = ["../../shared/**/*.json"]
`,
  'crates/app/README.md': '# App\n',
  'crates/app/src/lib.rs':
    'pub fn about() -> &\'static str { env!("CARGO_PKG_DESCRIPTION") }\n#[derive_from(folder = "views")]\nstruct Views;\n',
  'crates/app/src/main.rs': 'mod cli;\nfn main() {}\n',
  'crates/app/src/cli.rs': 'pub fn run() {}\n',
  'crates/app/views/page.html': '<p>\n',
  'shared/settings.json': '{}\n',
  'shared/notes.txt': 'notes\n',
  'crates/derive/Cargo.toml': `[package]
name = "derive"
version = "0.1.0"
edition = "2021"

[lib]
proc-macro = true
`,
  'crates/derive/src/lib.rs': 'fn mode() { let _ = std::env::var("DERIVE_MODE"); }\n',
  'crates/scripted/Cargo.toml': `[package]
name = "scripted"
version = "0.1.0"
edition = "2021"
build = "build.rs"
`,
  'crates/scripted/build.rs': `fn main() {
    println!("cargo:rerun-if-changed=schema.json");
    println!("cargo:rerun-if-env-changed=SCHEMA_MODE");
}
`,
  'crates/scripted/schema.json': '{}\n',
  'crates/scripted/other.json': '{}\n',
  'crates/scripted/src/lib.rs': 'include!(concat!(env!("OUT_DIR"), "/made.rs"));\n',
  'crates/free/Cargo.toml': `[package]
name = "free"
version = "3.0.0"
edition = "2021"

[package.metadata.nx-crane]
include = []
`,
  'crates/free/build.rs': 'fn main() { for entry in std::fs::read_dir("native").unwrap() {} }\n',
  'crates/free/native/a.c': 'int a;\n',
  'crates/free/README.md': '# Free\n',
  'crates/free/src/lib.rs': 'pub fn free() {}\n',
}
