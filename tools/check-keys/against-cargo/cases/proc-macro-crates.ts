import type { CaseSubject } from '../cargo-case'
import { procMacro as macro } from './proc-macro'
import { crates, dependsOn, devDependsOn } from './texts'

/** Macros of other kinds, and crates between them and what calls them. */
export const PROC_MACRO_CRATES: CaseSubject = {
  subject: 'proc macros: crates',
  cases: [
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
