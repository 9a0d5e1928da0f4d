import type { CargoCase, CaseSubject } from '../cargo-case'
import { oneCrate } from './texts'

/** A crate with this source, and the file that is edited. */
function reads(name: string, source: string, path = 'src/d.txt', more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    edit: (it) => it.write(path, '"two"'),
    ...more,
    files: oneCrate({ 'src/lib.rs': source, [path]: '"one"', ...more.files }),
  }
}

const includes = (path: string) => `pub const D: &str = include_str!("${path}");\n`

/** What sources include, and which modules they have. */
export const SCANNER_FILES: CaseSubject = {
  subject: 'scanner: files',
  cases: [
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
  ],
}
