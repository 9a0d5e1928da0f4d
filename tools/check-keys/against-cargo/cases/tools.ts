import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, oneCrate } from './texts'

const NARROW = 'max_width = 40\n'
/** Formatted as by default, and not where lines are shorter. */
const WIDE = 'pub fn add(first: u8, second: u8, third: u8) -> u8 {\n    first + second + third\n}\n'
const FORMATTED = 'pub fn g() {}\n'
const UNFORMATTED = 'pub fn f( ) { }\n'
const NEEDLESS_RETURN = 'pub fn f(a: u8, b: u8, c: u8, d: u8, e: u8) -> u8 {\n    a + b + c + d + e\n}\n'
const TOML = 'too-many-arguments-threshold = 3\n'

const writes = (path: string, text: string) => (it: Parameters<CargoCase['edit']>[0]) => it.write(path, text)

/** One crate in a workspace, all of it formatted. */
function formats(
  name: string,
  edit: CargoCase['edit'],
  files: Readonly<Record<string, string>> = {},
  more: Partial<CargoCase> = {},
): CargoCase {
  return {
    name,
    kinds: ['format'],
    ...more,
    files: { ...crates({ a: { 'src/lib.rs': WIDE } }), ...files },
    edit,
  }
}

function lints(
  name: string,
  edit: CargoCase['edit'],
  files: Readonly<Record<string, string>> = {},
  more: Partial<CargoCase> = {},
): CargoCase {
  return {
    name,
    kinds: ['build', 'lint'],
    ...more,
    files: { ...crates({ a: { 'src/lib.rs': NEEDLESS_RETURN } }), ...files },
    edit,
  }
}

function documents(
  name: string,
  edit: CargoCase['edit'],
  files: Readonly<Record<string, string>> = {},
): CargoCase {
  return {
    name,
    kinds: ['doc'],
    files: { ...crates({ a: { 'src/lib.rs': '/// Adds.\npub fn add() {}\n' } }), ...files },
    edit,
  }
}

export const TOOLS: CaseSubject = {
  subject: 'tools',
  cases: [
    formats('rustfmt.toml of the repository', writes('rustfmt.toml', NARROW)),
    formats('rustfmt.toml of the crate', writes('crates/a/rustfmt.toml', NARROW)),
    formats('rustfmt.toml beside the sources', writes('crates/a/src/rustfmt.toml', NARROW)),
    formats('a hidden rustfmt.toml', writes('crates/.rustfmt.toml', NARROW)),
    formats('rustfmt.toml above the repository', writes('../rustfmt.toml', NARROW)),
    formats(
      "rustfmt.toml in the user's configuration",
      writes('../home/.config/rustfmt/rustfmt.toml', NARROW),
    ),
    formats(
      'rustfmt.toml in the configuration of XDG',
      writes('../xdg/rustfmt/rustfmt.toml', NARROW),
      {},
      { environment: { XDG_CONFIG_HOME: '../../xdg' } },
    ),
    formats('rustfmt.toml in the home directory', writes('../home/rustfmt.toml', NARROW)),
    formats('a nearer rustfmt.toml', writes('crates/a/rustfmt.toml', ''), {
      'rustfmt.toml': 'max_width = 99\n',
    }),
    formats('rustfmt.toml of a module', writes('crates/a/src/deep/rustfmt.toml', NARROW), {
      'crates/a/src/lib.rs': 'pub mod deep;\n',
      'crates/a/src/deep/mod.rs': WIDE,
    }),
    formats('a comment in rustfmt.toml', writes('rustfmt.toml', '# new\nmax_width = 100\n'), {
      'rustfmt.toml': 'max_width = 100\n',
    }),
    formats('clippy.toml, which rustfmt does not read', writes('clippy.toml', TOML)),
    formats('a source that is not formatted', writes('crates/a/src/lib.rs', UNFORMATTED)),
    formats('a module of another platform', writes('crates/a/src/win.rs', UNFORMATTED), {
      'crates/a/src/lib.rs': '#[cfg(windows)]\npub mod win;\n',
      'crates/a/src/win.rs': FORMATTED,
    }),
    formats('a module at a path', writes('crates/a/other/x.rs', UNFORMATTED), {
      'crates/a/src/lib.rs': '#[path = "../other/x.rs"]\npub mod x;\n',
      'crates/a/other/x.rs': FORMATTED,
    }),
    formats('a module at a path for a platform', writes('crates/a/src/y.rs', UNFORMATTED), {
      'crates/a/src/lib.rs': '#[cfg_attr(windows, path = "y.rs")]\npub mod x;\n',
      'crates/a/src/x.rs': FORMATTED,
      'crates/a/src/y.rs': FORMATTED,
    }),
    formats('a module in cfg_if', writes('crates/a/src/x.rs', UNFORMATTED), {
      'crates/a/src/lib.rs':
        'macro_rules! cfg_if {\n    ($($t:tt)*) => {};\n}\ncfg_if! {\n    if #[cfg(unix)] {\n        mod x;\n    }\n}\n',
      'crates/a/src/x.rs': FORMATTED,
    }),
    formats('a module that is skipped', writes('crates/a/src/x.rs', UNFORMATTED), {
      'crates/a/src/lib.rs': '#[rustfmt::skip]\npub mod x;\n',
      'crates/a/src/x.rs': FORMATTED,
    }),
    formats('a source that is no module', writes('crates/a/src/unused.rs', UNFORMATTED)),
    formats('an example', writes('crates/a/examples/x.rs', 'fn main( ) {}\n'), {
      'crates/a/examples/x.rs': 'fn main() {}\n',
    }),
    formats('a new test', writes('crates/a/tests/x.rs', UNFORMATTED)),
    formats('a text that is included', writes('crates/a/src/x.txt', 'two'), {
      'crates/a/src/lib.rs': 'pub const X: &str = include_str!("x.txt");\n',
      'crates/a/src/x.txt': 'one',
    }),
    formats('the description of the crate', (it) => it.append('crates/a/Cargo.toml', 'description = "x"\n')),
    formats(
      'a dependency',
      writes('crates/b/src/lib.rs', 'pub fn g() {}\n'),
      { ...crates({ b: {}, a: { rest: dependsOn('b'), 'src/lib.rs': WIDE } }) },
      { crates: ['a'] },
    ),
    formats('flags of rustc', writes('.cargo/config.toml', '[build]\nrustflags = ["-Copt-level=1"]\n')),
    lints('clippy.toml of the repository', writes('clippy.toml', TOML)),
    lints('clippy.toml of the crate', writes('crates/a/clippy.toml', TOML)),
    lints('a hidden clippy.toml', writes('.clippy.toml', TOML)),
    lints('clippy.toml above the repository', writes('../clippy.toml', TOML)),
    lints(
      'clippy.toml where CLIPPY_CONF_DIR says',
      writes('config/clippy.toml', TOML),
      { 'config/clippy.toml': '' },
      { environment: { CLIPPY_CONF_DIR: 'config' } },
    ),
    lints('clippy.toml where the configuration of Cargo says', writes('config/clippy.toml', TOML), {
      'config/clippy.toml': '',
      '.cargo/config.toml': '[env]\nCLIPPY_CONF_DIR = { value = "config", relative = true }\n',
    }),
    lints('CLIPPY_CONF_DIR', (it) => it.setVariable('CLIPPY_CONF_DIR', 'config'), {
      'config/clippy.toml': TOML,
    }),
    lints('clippy.toml edited', writes('clippy.toml', TOML), {
      'clippy.toml': 'too-many-arguments-threshold = 9\n',
    }),
    lints('CLIPPY_ARGS', (it) => it.setVariable('CLIPPY_ARGS', '-Wclippy::pedantic')),
    lints('rustfmt.toml, which clippy does not read', writes('rustfmt.toml', NARROW)),
    lints(
      'a warning in a test',
      writes('crates/a/tests/t.rs', '#[test]\nfn t() {\n    assert!(true);\n}\n'),
      { 'crates/a/tests/t.rs': '' },
    ),
    lints('a warning in an example', writes('crates/a/examples/x.rs', 'fn main() {\n    let x = 1;\n}\n'), {
      'crates/a/examples/x.rs': 'fn main() {}\n',
    }),
    lints('a comment in the manifest', (it) => it.append('crates/a/Cargo.toml', '# new\n')),
    lints('README of the crate', writes('crates/a/README.md', 'two\n'), { 'crates/a/README.md': 'one\n' }),
    documents(
      'a comment of documentation',
      writes('crates/a/src/lib.rs', '/// Subtracts.\npub fn add() {}\n'),
    ),
    documents('README that nobody includes', writes('crates/a/README.md', 'two\n'), {
      'crates/a/README.md': 'one\n',
    }),
    documents('README of the repository that nobody includes', writes('README.md', 'two\n'), {
      'README.md': 'one\n',
    }),
    documents('a test', writes('crates/a/tests/t.rs', '#[test]\nfn t() {}\n'), { 'crates/a/tests/t.rs': '' }),
    {
      name: 'documentation that it passes on from another crate',
      kinds: ['doc'],
      files: crates({
        b: { 'src/lib.rs': '/// One.\npub struct S;\n' },
        a: { rest: dependsOn('b'), 'src/lib.rs': 'pub use b::S;\n' },
      }),
      edit: writes('crates/b/src/lib.rs', '/// Two.\npub struct S;\n'),
    },
    {
      name: 'a README that the documentation of a dependency includes',
      kinds: ['doc'],
      files: crates({
        b: { 'src/lib.rs': '#![doc = include_str!("../README.md")]\npub struct S;\n', 'README.md': 'One.\n' },
        a: { rest: dependsOn('b'), 'src/lib.rs': '#[doc(inline)]\npub use b;\n' },
      }),
      edit: writes('crates/b/README.md', 'Two.\n'),
    },
    {
      name: 'documentation of what is private',
      kinds: ['doc'],
      files: oneCrate({
        'src/lib.rs': 'mod hidden;\npub fn f() { hidden::g() }\n',
        'src/hidden.rs': '/// One.\npub fn g() {}\n',
      }),
      edit: writes('src/hidden.rs', '/// Two.\npub fn g() {}\n'),
    },
  ],
}
