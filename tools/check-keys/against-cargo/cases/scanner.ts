import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, oneCrate } from './texts'

/** A crate with this source, and the file that is edited. */
function reads(name: string, source: string, path = 'src/d.txt', more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    edit: (it) => it.write(path, '"two"'),
    ...more,
    files: oneCrate({ 'src/lib.rs': source, [path]: '"one"', ...more.files }),
  }
}

/** A crate with this source, and a variable that goes from one value to another. */
function asks(name: string, source: string, more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    environment: { API_URL: 'one' },
    edit: (it) => it.setVariable('API_URL', 'two'),
    ...more,
    files: oneCrate({ 'src/lib.rs': source, ...more.files }),
  }
}

const includes = (path: string) => `pub const D: &str = include_str!("${path}");\n`

export const SCANNER: CaseSubject = {
  subject: 'scanner',
  cases: [
    asks('option_env! in a module with nothing else', 'mod v;\npub use v::V;\n', {
      files: { 'src/v.rs': 'pub const V: Option<&str> = option_env!("API_URL");\n' },
    }),
    asks('a variable that was not set', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      environment: {},
    }),
    asks('a variable that is unset', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      edit: (it) => it.unsetVariable('API_URL'),
    }),
    asks('a variable made empty', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      edit: (it) => it.setVariable('API_URL', ''),
    }),
    asks(
      'env! of a macro parameter',
      'macro_rules! v { ($n:literal) => { env!($n) } }\npub const V: &str = v!("API_URL");\n',
    ),
    asks(
      'env! of a stringified identifier',
      'macro_rules! v { ($n:ident) => { env!(stringify!($n)) } }\npub const V: &str = v!(API_URL);\n',
    ),
    asks('env! of concat!', 'pub const V: &str = env!(concat!("API", "_URL"));\n'),
    asks('env! with a message', 'pub const V: &str = env!("API_URL", "set it");\n'),
    asks('env! under another name', 'use std::env as v;\npub const V: &str = v!("API_URL");\n'),
    asks(
      'option_env! in a macro parameter',
      'macro_rules! id { ($e:expr) => { $e } }\npub const V: Option<&str> = id!(option_env!("API_URL"));\n',
    ),
    asks('a variable in an included text', 'pub const V: &str = include!("v.in");\n', {
      files: { 'src/v.in': 'env!("API_URL")' },
    }),
    asks('a variable only of another platform', '#[cfg(windows)]\npub const V: &str = env!("API_URL");\n'),
    asks('a variable in a comment', '// env!("API_URL")\n'),
    asks(
      'a variable that names the included file',
      'pub const D: &str = include_str!(env!("DATA_FILE"));\n',
      {
        environment: { DATA_FILE: 'd.txt' },
        files: { 'src/d.txt': 'one', 'src/e.txt': 'two' },
        edit: (it) => it.setVariable('DATA_FILE', 'e.txt'),
      },
    ),
    reads(
      'a file that a variable names',
      'pub const D: &str = include_str!(env!("DATA_FILE"));\n',
      'src/d.txt',
      {
        environment: { DATA_FILE: 'd.txt' },
      },
    ),
    reads(
      'include_str! behind a cfg(test) parameter',
      'pub fn f(#[cfg(test)] _x: u8) -> &\'static str { include_str!("d.txt") }\n',
    ),
    reads(
      'an included text that includes another file',
      'pub const D: &str = include!("t.rs.in");\n',
      'src/d.txt',
      {
        files: { 'src/t.rs.in': 'include_str!("d.txt")' },
      },
    ),
    reads('an included text, three deep', 'pub const D: &str = include!("t.in");\n', 'src/deep/d.txt', {
      files: { 'src/t.in': 'include!("deep/u.in")', 'src/deep/u.in': 'include_str!("d.txt")' },
    }),
    reads(
      'a file by CARGO_MANIFEST_DIR',
      'pub const D: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/d.txt"));\n',
      'data/d.txt',
    ),
    reads(
      'a file named by an identifier',
      'macro_rules! inc { ($n:ident) => { include_str!(concat!(stringify!($n), ".txt")) } }\npub const D: &str = inc!(d);\n',
    ),
    reads(
      'include_str! under another name',
      'use std::include_str as inc;\npub const D: &str = inc!("d.txt");\n',
    ),
    reads('include_str! with a raw string', 'pub const D: &str = include_str!(r#"d.txt"#);\n'),
    reads('include_str! with an escape', 'pub const D: &str = include_str!("\\u{64}.txt");\n'),
    reads(
      'include_str! with spaces and comments',
      'pub const D: &str = std :: include_str ! ( /* page */ "d.txt" , );\n',
    ),
    reads('include_str! in braces', 'pub const D: &str = include_str! { "d.txt" };\n'),
    reads(
      'include_bytes! between quoted characters',
      `pub const Q: char = '"';\n${includes('d.txt')}pub const R: char = '"';\n`,
    ),
    reads(
      'include_str! after a raw string with quotes',
      `pub const Q: &str = r##"a "# b"##;\n${includes('d.txt')}`,
    ),
    reads('include_str! in a nested comment', '/* /* */ include_str!("d.txt") */\n'),
    reads('include_str! in a text', 'pub const S: &str = "include_str!(\\"d.txt\\")";\n'),
    reads('include_str! of another platform', `#[cfg(windows)]\n${includes('d.txt')}`),
    reads(
      'include_str! of a feature that is off',
      `#[cfg(feature = "x")]\n${includes('d.txt')}`,
      'src/d.txt',
      {
        files: { 'Cargo.toml': oneCrate({}, '[features]\nx = []\n')['Cargo.toml'] ?? '' },
      },
    ),
    reads(
      'include_str! in a macro that nobody calls',
      'macro_rules! never { () => { include_str!("d.txt") } }\n',
    ),
    reads('a file by a link', includes('link.txt'), 'src/d.txt', {
      prepare: (it) => it.link('src/link.txt', 'd.txt'),
    }),
    reads('a file in a linked directory', includes('../linked/d.txt'), 'real/d.txt', {
      prepare: (it) => it.link('linked', 'real'),
    }),
    reads('a text of the assembler', 'core::arch::global_asm!(include_str!("d.s"));\n', 'src/d.s', {
      files: { 'src/d.s': '# one\n' },
      edit: (it) => it.write('src/d.s', '.globl two\ntwo: ret\n'),
    }),
    reads(
      'a module named by a macro parameter',
      'macro_rules! m { ($n:ident) => { pub mod $n; } }\nm!(hidden);\n',
      'src/hidden.rs',
      {
        files: { 'src/hidden.rs': 'pub const V: u8 = 1;\n' },
        edit: (it) => it.write('src/hidden.rs', 'pub const V: u8 = 2;\n'),
      },
    ),
    reads(
      'a module at a path for one platform',
      '#[cfg_attr(unix, path = "other.rs")]\npub mod imp;\n',
      'src/other.rs',
      {
        files: { 'src/other.rs': 'pub const V: u8 = 1;\n' },
        edit: (it) => it.write('src/other.rs', 'pub const V: u8 = 2;\n'),
      },
    ),
    reads('a module at a path inside another', 'pub mod a { #[path = "b.rs"] pub mod b; }\n', 'src/a/b.rs', {
      files: { 'src/a/b.rs': 'pub const V: u8 = 1;\n' },
      edit: (it) => it.write('src/a/b.rs', 'pub const V: u8 = 2;\n'),
    }),
    reads('a module with a raw name', 'pub mod r#type;\n', 'src/type.rs', {
      files: { 'src/type.rs': 'pub const V: u8 = 1;\n' },
      edit: (it) => it.write('src/type.rs', 'pub const V: u8 = 2;\n'),
    }),
    reads('a module that an included text declares', 'include!("mods.in");\n', 'src/deep.rs', {
      files: { 'src/mods.in': 'pub mod deep;\n', 'src/deep.rs': 'pub const V: u8 = 1;\n' },
      edit: (it) => it.write('src/deep.rs', 'pub const V: u8 = 2;\n'),
    }),
    reads('a source that is no module', '', 'src/unused.rs'),
    reads('a file that tests include', `#[cfg(test)]\n${includes('d.txt')}`, 'src/d.txt', {
      kinds: ['build', 'test', 'lint'],
    }),
    reads('README as documentation', '#![doc = include_str!("../README.md")]\n', 'README.md', {
      kinds: ['build', 'doc'],
    }),
    reads('README when documenting', '#![cfg_attr(doc, doc = include_str!("../README.md"))]\n', 'README.md', {
      kinds: ['build', 'doc', 'lint'],
    }),
    reads(
      'README in documentation tests alone',
      '#[cfg(doctest)]\n#[doc = include_str!("../README.md")]\npub struct ReadMe;\n',
      'README.md',
      {
        kinds: ['build', 'doc', 'lint'],
      },
    ),
    {
      name: "a macro of another crate that includes its caller's file",
      files: crates({
        m: { 'src/lib.rs': '#[macro_export]\nmacro_rules! page { ($p:literal) => { include_str!($p) } }\n' },
        a: {
          rest: dependsOn('m'),
          'src/lib.rs': 'pub const P: &str = m::page!("page.html");\n',
          'src/page.html': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/src/page.html', 'two'),
    },
    {
      name: 'a macro of another crate that names the file itself',
      files: crates({
        m: {
          'src/lib.rs':
            '#[macro_export]\nmacro_rules! page { () => { include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/page.html")) } }\n',
        },
        a: { rest: dependsOn('m'), 'src/lib.rs': 'pub const P: &str = m::page!();\n', 'page.html': 'one' },
      }),
      edit: (it) => it.write('crates/a/page.html', 'two'),
    },
    {
      name: 'a macro of another crate that includes a file of its own',
      files: crates({
        m: {
          'src/lib.rs':
            '#[macro_export]\nmacro_rules! page { () => { include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../m/page.html")) } }\n',
          'page.html': 'one',
        },
        a: { rest: dependsOn('m'), 'src/lib.rs': 'pub const P: &str = m::page!();\n' },
      }),
      edit: (it) => it.write('crates/m/page.html', 'two'),
    },
    {
      name: 'a macro of another crate that asks for a variable',
      files: crates({
        m: { 'src/lib.rs': '#[macro_export]\nmacro_rules! url { () => { option_env!("API_URL") } }\n' },
        a: { rest: dependsOn('m'), 'src/lib.rs': 'pub const V: Option<&str> = m::url!();\n' },
      }),
      edit: (it) => it.setVariable('API_URL', 'two'),
    },
    {
      name: 'a file that a dependency includes',
      files: crates({
        b: { 'src/lib.rs': includes('../d.txt'), 'd.txt': 'one' },
        a: { rest: dependsOn('b'), 'src/lib.rs': 'pub use b::D;\n' },
        free: {},
      }),
      edit: (it) => it.write('crates/b/d.txt', 'two'),
    },
    {
      name: "a file of another crate's directory",
      files: crates({
        b: { 'd.txt': 'one' },
        a: { 'src/lib.rs': includes('../../b/d.txt') },
      }),
      edit: (it) => it.write('crates/b/d.txt', 'two'),
    },
  ],
}
