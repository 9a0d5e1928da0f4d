import type { CargoCase, CaseSubject } from '../cargo-case'
import { procMacro as macro } from './proc-macro'
import { crates, dependsOn } from './texts'

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
  ],
}
