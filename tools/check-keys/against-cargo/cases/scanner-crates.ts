import type { CaseSubject } from '../cargo-case'
import { crates, dependsOn } from './texts'

const includes = (path: string) => `pub const D: &str = include_str!("${path}");\n`

/** Macros and files of other crates of the repository. */
export const SCANNER_CRATES: CaseSubject = {
  subject: 'scanner: crates',
  cases: [
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
