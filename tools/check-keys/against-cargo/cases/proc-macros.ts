import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, devDependsOn } from './texts'

/** A macro `m::emb!` with these statements, which make a `text` of its one string `name`; `a` is compiled with it. */
function expands(
  name: string,
  statements: string,
  path: string,
  more: Partial<CargoCase> & { call?: string } = {},
): CargoCase {
  const { call = 'm::emb!("home")', files = {}, ...others } = more
  const library = `pub const T: &str = ${call};\n`
  return {
    name,
    edit: (it) => it.write(path, 'two'),
    ...others,
    files: {
      ...crates({
        m: { rest: '[lib]\nproc-macro = true\n', 'src/lib.rs': macro(statements) },
        a: { rest: dependsOn('m'), 'src/lib.rs': library },
        free: {},
      }),
      [path]: 'one',
      ...files,
    },
  }
}

function macro(statements: string): string {
  return `#![allow(unused)]
use std::{env, fs, path::{Path, PathBuf}};
use proc_macro::TokenStream;
fn caller() -> PathBuf { PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()) }
#[proc_macro]
pub fn emb(input: TokenStream) -> TokenStream {
    let input = input.to_string();
    let name = input.trim_matches('"');
    ${statements}
    format!("{:?}", text).parse().unwrap()
}
`
}

const ALL_OF = (dir: string) => `
    let mut paths: Vec<_> = fs::read_dir(${dir}).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let text = paths.iter().map(|p| fs::read_to_string(p).unwrap()).collect::<String>();`

export const PROC_MACROS: CaseSubject = {
  subject: 'proc macros',
  cases: [
    expands(
      'a template named by its argument',
      'let text = fs::read_to_string(caller().join("views").join(format!("{name}.html"))).unwrap();',
      'crates/a/views/home.html',
    ),
    expands(
      'a template that another call would name',
      'let text = fs::read_to_string(caller().join("views").join(format!("{name}.html"))).unwrap();',
      'crates/a/views/other.html',
      {
        files: { 'crates/a/views/home.html': 'one' },
      },
    ),
    expands(
      'a path that is its argument',
      'let text = fs::read_to_string(caller().join(name)).unwrap();',
      'crates/a/data/d.txt',
      {
        call: 'm::emb!("data/d.txt")',
      },
    ),
    expands(
      'all queries, without an argument',
      ALL_OF('caller().join("queries")'),
      'crates/a/queries/one.sql',
      { call: 'm::emb!()' },
    ),
    expands('a new query', ALL_OF('caller().join("queries")'), 'crates/a/queries/one.sql', {
      call: 'm::emb!()',
      edit: (it) => it.write('crates/a/queries/two.sql', 'two'),
    }),
    expands('a query that goes', ALL_OF('caller().join("queries")'), 'crates/a/queries/two.sql', {
      call: 'm::emb!()',
      files: { 'crates/a/queries/one.sql': 'one' },
      edit: (it) => it.remove('crates/a/queries/two.sql'),
    }),
    expands('answers in a hidden directory', ALL_OF('caller().join(".sqlx")'), 'crates/a/.sqlx/query.json', {
      call: 'm::emb!()',
    }),
    expands(
      'answers at the root of the workspace',
      'let text = fs::read_to_string(caller().ancestors().find(|d| d.join(".sqlx").is_dir()).unwrap().join(".sqlx/query.json")).unwrap();',
      '.sqlx/query.json',
    ),
    expands(
      'its own table',
      'let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/table.txt")).unwrap();',
      'crates/m/table.txt',
    ),
    expands('its own table, included', 'let text = include_str!("../table.txt");', 'crates/m/table.txt'),
    expands(
      'a schema of the repository',
      'let text = fs::read_to_string(caller().join("../../schema").join("d.graphql")).unwrap();',
      'schema/d.graphql',
    ),
    expands(
      'directories of its configuration',
      'let dirs = fs::read_to_string(caller().join("askama.toml")).unwrap();\n    let dir = dirs.split(\'"\').nth(1).unwrap();\n    let text = fs::read_to_string(caller().join(dir).join(format!("{name}.html"))).unwrap();',
      'crates/a/pages/home.html',
      {
        files: { 'crates/a/askama.toml': '[general]\ndirs = ["pages"]\n' },
      },
    ),
    expands(
      'another directory in its configuration',
      'let dirs = fs::read_to_string(caller().join("askama.toml")).unwrap();\n    let dir = dirs.split(\'"\').nth(1).unwrap();\n    let text = fs::read_to_string(caller().join(dir).join(format!("{name}.html"))).unwrap();',
      'crates/a/pages/home.html',
      {
        files: { 'crates/a/askama.toml': '[general]\ndirs = ["pages"]\n', 'crates/a/views/home.html': 'two' },
        edit: (it) => it.write('crates/a/askama.toml', '[general]\ndirs = ["views"]\n'),
      },
    ),
    expands(
      'a configuration that was not there',
      'let text = fs::read_to_string(caller().join("m.toml")).unwrap_or_default();',
      'other',
      {
        edit: (it) => it.write('crates/a/m.toml', 'two'),
      },
    ),
    expands(
      'metadata of the crate that calls it',
      'let text = fs::read_to_string(caller().join("Cargo.toml")).unwrap();',
      'other',
      {
        edit: (it) => it.append('crates/a/Cargo.toml', '[package.metadata.m]\nx = 1\n'),
      },
    ),
    expands(
      'the source that calls it',
      'let text = fs::read_to_string(caller().join("src/lib.rs")).unwrap().len().to_string();',
      'other',
      {
        edit: (it) => it.append('crates/a/src/lib.rs', '// more\n'),
      },
    ),
    expands('a variable that it names', 'let text = env::var("FLAVOUR").unwrap_or_default();', 'other', {
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    }),
    expands('a variable that its argument names', 'let text = env::var(name).unwrap_or_default();', 'other', {
      call: 'm::emb!("FLAVOUR")',
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    }),
    expands(
      'a variable in .env',
      'let text = fs::read_to_string(caller().join("../..").join(".env")).unwrap_or_default();',
      '.env',
    ),
    expands(
      'a file that it lets rustc include',
      'let text = 0; return format!("include_str!({:?})", caller().join("d.txt")).parse().unwrap();',
      'crates/a/d.txt',
    ),
    expands(
      'a variable that it lets rustc ask for',
      'let text = 0; return format!("env!({:?})", "FLAVOUR").parse().unwrap();',
      'other',
      {
        environment: { FLAVOUR: 'one' },
        edit: (it) => it.setVariable('FLAVOUR', 'two'),
      },
    ),
    expands(
      'a file beside what it reads',
      'let text = fs::read_to_string(caller().join("views/home.html")).unwrap();',
      'crates/a/views/notes.md',
      {
        files: { 'crates/a/views/home.html': 'one' },
      },
    ),
    expands('README when it reads nothing', 'let text = name.to_uppercase();', 'crates/a/README.md'),
    expands('a variable when it reads nothing', 'let text = name.to_uppercase();', 'other', {
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    }),
    expands(
      'a file outside the repository',
      'let text = fs::read_to_string(caller().join("../../../outside.txt")).unwrap();',
      '../outside.txt',
    ),
    expands(
      'what a program prints',
      'let text = String::from_utf8(std::process::Command::new("sh").arg("-c").arg("cat $CARGO_MANIFEST_DIR/d*.txt").output().unwrap().stdout).unwrap();',
      'crates/a/d.txt',
    ),
    {
      name: 'a crate that does the reading for it',
      files: crates({
        reader: {
          'src/lib.rs': 'pub fn read(path: &str) -> String { std::fs::read_to_string(path).unwrap() }\n',
        },
        m: {
          rest: `[lib]\nproc-macro = true\n${dependsOn('reader')}`,
          'src/lib.rs': macro(
            'let text = reader::read(caller().join(format!("{name}.html")).to_str().unwrap());',
          ),
        },
        a: {
          rest: dependsOn('m'),
          'src/lib.rs': 'pub const T: &str = m::emb!("home");\n',
          'home.html': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/home.html', 'two'),
    },
    {
      name: 'a crate that passes the macro on',
      files: crates({
        m: {
          rest: '[lib]\nproc-macro = true\n',
          'src/lib.rs': macro(
            'let text = fs::read_to_string(caller().join(format!("{name}.html"))).unwrap();',
          ),
        },
        facade: { rest: dependsOn('m'), 'src/lib.rs': 'pub use m::emb;\n' },
        a: {
          rest: dependsOn('facade'),
          'src/lib.rs': 'pub const T: &str = facade::emb!("home");\n',
          'home.html': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/home.html', 'two'),
    },
    {
      name: 'a macro for tests alone',
      kinds: ['build', 'test'],
      files: crates({
        m: {
          rest: '[lib]\nproc-macro = true\n',
          'src/lib.rs': macro(
            'let text = fs::read_to_string(caller().join(format!("{name}.html"))).unwrap();',
          ),
        },
        a: {
          rest: devDependsOn('m'),
          'src/lib.rs': '#[test]\nfn t() { assert_eq!(m::emb!("home"), "one") }\n',
          'home.html': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/home.html', 'two'),
    },
    {
      name: 'a derive with a template in its attribute',
      files: crates({
        m: {
          rest: '[lib]\nproc-macro = true\n',
          'src/lib.rs': `use proc_macro::TokenStream;
#[proc_macro_derive(Template, attributes(template))]
pub fn template(input: TokenStream) -> TokenStream {
    let input = input.to_string();
    let path = input.split('"').nth(1).unwrap();
    let root = std::path::PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let text = std::fs::read_to_string(root.join("templates").join(path)).unwrap();
    format!("impl Page {{ pub const TEXT: &'static str = {text:?}; }}").parse().unwrap()
}
`,
        },
        a: {
          rest: dependsOn('m'),
          'src/lib.rs': '#[derive(m::Template)]\n#[template(path = "page.html")]\npub struct Page;\n',
          'templates/page.html': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/templates/page.html', 'two'),
    },
    {
      name: 'an attribute that reads a file',
      files: crates({
        m: {
          rest: '[lib]\nproc-macro = true\n',
          'src/lib.rs': `use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn with(_: TokenStream, item: TokenStream) -> TokenStream {
    let root = std::path::PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let text = std::fs::read_to_string(root.join("with.txt")).unwrap_or_default();
    format!("{item} pub const W: &str = {text:?};").parse().unwrap()
}
`,
        },
        a: { rest: dependsOn('m'), 'src/lib.rs': '#[m::with]\npub struct S;\n' },
      }),
      edit: (it) => it.write('crates/a/with.txt', 'two'),
    },
  ],
}
