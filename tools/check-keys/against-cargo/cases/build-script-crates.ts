import type { CaseSubject } from '../cargo-case'
import { EMBEDDING, SAYS, buildScript as script } from './build-script'
import { buildDependsOn, crates } from './texts'

/** Build scripts that let other crates of the repository read. */
export const BUILD_SCRIPT_CRATES: CaseSubject = {
  subject: 'build scripts: crates',
  cases: [
    {
      name: 'a helper crate that opens what it is given',
      files: crates({
        helper: {
          'src/lib.rs': 'pub fn load(name: &str) -> String { std::fs::read_to_string(name).unwrap() }\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': script(`${SAYS}let text = helper::load("d.txt");`),
          'd.txt': 'one\n',
        },
      }),
      edit: (it) => it.write('crates/a/d.txt', 'two\n'),
    },
    {
      name: 'a helper crate that reads its own data',
      files: crates({
        helper: {
          'src/lib.rs':
            'pub fn table() -> String { std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/t.txt")).unwrap() }\n',
          'data/t.txt': 'one\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': script(`${SAYS}let text = helper::table();`),
        },
      }),
      edit: (it) => it.write('crates/helper/data/t.txt', 'two\n'),
    },
    {
      name: 'a helper crate that knows the name of the file',
      files: crates({
        helper: {
          'src/lib.rs':
            'pub const NAME: &str = "d.txt";\npub fn all() -> Vec<u8> { std::fs::read(NAME).unwrap() }\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': script(`${SAYS}let text = String::from_utf8(helper::all()).unwrap();`),
          'd.txt': 'one\n',
        },
      }),
      edit: (it) => it.write('crates/a/d.txt', 'two\n'),
    },
    {
      name: 'a helper crate that loads .env',
      files: crates({
        helper: {
          'src/lib.rs':
            'pub fn dotenv() -> Vec<(String, String)> { std::fs::read_to_string(".env").unwrap_or_default().lines().filter_map(|l| l.split_once(\'=\')).map(|(k, v)| (k.into(), v.into())).collect() }\n',
        },
        a: {
          rest: buildDependsOn('helper'),
          'src/lib.rs': EMBEDDING,
          'build.rs': script(`${SAYS}let text = format!("{:?}", helper::dotenv());`),
          '.env': 'URL=one\n',
        },
      }),
      edit: (it) => it.write('crates/a/.env', 'URL=two\n'),
    },
  ],
}
