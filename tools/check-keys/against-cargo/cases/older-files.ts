import type { CaseSubject } from '../cargo-case'
import { buildScript, EMBEDDING, readFile } from './build-script'
import { crates, dependsOn, oneCrate } from './texts'

/** Cargo looks at times and takes these for fresh. From nothing something else comes out: the key must be another. */
export const OLDER_FILES: CaseSubject = {
  subject: 'files put back',
  cases: [
    {
      name: 'a source with an older time',
      kinds: ['build', 'test', 'lint', 'doc'],
      files: oneCrate({
        'src/lib.rs': '/// One.\npub const V: u8 = 1;\n#[test]\nfn t() { println!("{V}") }\n',
      }),
      edit: (it) =>
        it.putBack(
          'src/lib.rs',
          '/// Two.\npub const V: u8 = 2;\npub fn f() { let x = 1; }\n#[test]\nfn t() { println!("{V}") }\n',
        ),
    },
    {
      name: 'a source of the same size and time',
      files: oneCrate({ 'src/lib.rs': 'pub const V: u8 = 1;\n' }),
      edit: (it) => it.writeUnnoticed('src/lib.rs', 'pub const V: u8 = 2;\n'),
    },
    {
      name: 'a source of a dependency',
      files: crates({
        b: { 'src/lib.rs': 'pub const V: u8 = 1;\n' },
        a: { rest: dependsOn('b'), 'src/lib.rs': 'pub use b::V;\n' },
      }),
      edit: (it) => it.putBack('crates/b/src/lib.rs', 'pub const V: u8 = 2;\n'),
    },
    {
      name: 'an included file',
      files: oneCrate({ 'src/lib.rs': 'pub const V: &str = include_str!("v.txt");\n', 'src/v.txt': 'one' }),
      edit: (it) => it.putBack('src/v.txt', 'two'),
    },
    {
      name: 'an included file of the same size and time',
      files: oneCrate({ 'src/lib.rs': 'pub const V: &str = include_str!("v.txt");\n', 'src/v.txt': 'one' }),
      edit: (it) => it.writeUnnoticed('src/v.txt', 'two'),
    },
    {
      name: 'a file that a build script reads',
      files: oneCrate({
        'src/lib.rs': EMBEDDING,
        'build.rs': buildScript(`println!("cargo:rerun-if-changed=d.txt");\n${readFile('d.txt')}`),
        'd.txt': 'one\n',
      }),
      edit: (it) => it.putBack('d.txt', 'two\n'),
    },
    {
      name: 'the build script',
      files: oneCrate({
        'src/lib.rs': EMBEDDING,
        'build.rs': buildScript('let text = String::from("one");'),
      }),
      edit: (it) => it.putBack('build.rs', buildScript('let text = String::from("two");')),
    },
    {
      name: 'the manifest',
      files: oneCrate(
        { 'src/lib.rs': 'pub const V: &str = env!("CARGO_PKG_DESCRIPTION");\n' },
        'description = "one"\n',
      ),
      edit: (it) => it.putBack('Cargo.toml', it.read('Cargo.toml').replace('one', 'two')),
    },
    {
      name: 'data of a test',
      kinds: ['test'],
      files: oneCrate({
        'src/lib.rs': '#[test]\nfn t() { println!("{}", std::fs::read_to_string("data/x.txt").unwrap()) }\n',
        'data/x.txt': 'one',
      }),
      edit: (it) => it.putBack('data/x.txt', 'two'),
    },
    {
      name: 'another time alone',
      kinds: ['build', 'test', 'lint', 'doc'],
      files: oneCrate({ 'src/lib.rs': 'pub const V: u8 = 1;\n' }),
      edit: (it) => it.touch('src/lib.rs'),
    },
    {
      name: 'the same text, written again',
      files: oneCrate({ 'src/lib.rs': 'pub const V: u8 = 1;\n' }),
      edit: (it) => it.write('src/lib.rs', 'pub const V: u8 = 1;\n'),
    },
  ],
}
