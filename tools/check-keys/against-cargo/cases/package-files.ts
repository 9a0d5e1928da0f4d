import type { CargoCase, CaseSubject } from '../cargo-case'
import { manifest, oneCrate } from './texts'

/** A crate whose build script says nothing of what it reads: cargo runs it again after an edit of any file of its package. */
function silent(
  name: string,
  path: string,
  more: Partial<CargoCase> & { readonly rest?: string } = {},
): CargoCase {
  const { rest = '', files = {}, ...others } = more
  return {
    name,
    edit: (it) => it.write(path, 'two\n'),
    ...others,
    files: oneCrate({ 'build.rs': 'fn main() {}\n', [path]: 'one\n', ...files }, rest),
  }
}

/** One that says what it reads, and reads nothing. */
function precise(name: string, line: string, path: string, more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    edit: (it) => it.write(path, 'two\n'),
    ...more,
    files: oneCrate({ 'build.rs': `fn main() { println!("${line}"); }\n`, [path]: 'one\n', ...more.files }),
  }
}

const IGNORES_GEN = { '.gitignore': 'target\nnode_modules\ngen\n' }

/** Opens a file under a name that is put together. */
const OPENS = 'fn main() { std::fs::read(format!("data/{}.txt", "y")).unwrap(); }\n'

export const PACKAGE_FILES: CaseSubject = {
  subject: 'build scripts: rerun',
  cases: [
    silent('README of the package', 'README.md'),
    silent('a text deep in the package', 'docs/deep/x.txt'),
    silent('a hidden file of the package', '.hidden/x'),
    silent('a file of its tests', 'tests/data/x.txt'),
    silent('a comment in its manifest', 'other', { edit: (it) => it.append('Cargo.toml', '# new\n') }),
    silent('a new file that Git does not know', 'other', { edit: (it) => it.write('new.txt', '') }),
    silent('a file that goes', 'gone.txt', { edit: (it) => it.remove('gone.txt') }),
    silent('a file that Git ignores', 'gen/x.txt', { files: IGNORES_GEN }),
    silent('a file that the package excludes', 'docs/x.txt', { rest: 'exclude = ["docs/**"]\n' }),
    silent('a file beside what the package includes', 'docs/x.txt', {
      rest: 'include = ["src/**", "build.rs"]\n',
    }),
    silent('a file that Git ignores and the package includes', 'gen/x.txt', {
      files: IGNORES_GEN,
      rest: 'include = ["src/**", "build.rs", "gen/*"]\n',
    }),
    silent('a file that the package excludes and the script reads', 'docs/x.txt', {
      rest: 'exclude = ["docs"]\n',
      files: {
        'build.rs':
          'fn main() { println!("cargo:rustc-env=V={}", std::fs::read_to_string("docs/x.txt").unwrap().trim()); }\n',
        'src/lib.rs': 'pub const V: &str = env!("V");\n',
      },
    }),
    silent(
      'a file that Git ignores and the package includes, beside a script that opens files',
      'gen/x.txt',
      {
        rest: 'include = ["src/**", "build.rs", "data/*", "gen/*"]\n',
        files: { ...IGNORES_GEN, 'data/y.txt': '', 'build.rs': OPENS },
      },
    ),
    silent('a file that the package excludes beside one that the script opens', 'docs/x.txt', {
      rest: 'exclude = ["docs"]\n',
      files: { 'data/y.txt': '', 'build.rs': OPENS },
    }),
    silent('a file of a package inside', 'inner/x.txt', {
      crates: ['a'],
      files: { 'inner/Cargo.toml': `${manifest('inner')}[workspace]\n`, 'inner/src/lib.rs': '' },
    }),
    silent('the license', 'LICENSE'),
    silent('another time of a file', 'x.txt', { edit: (it) => it.touch('x.txt') }),
    precise('a file that it says', 'cargo:rerun-if-changed=x.txt', 'x.txt'),
    precise('a file beside what it says', 'cargo:rerun-if-changed=x.txt', 'y.txt', {
      files: { 'x.txt': '' },
    }),
    precise('a manifest comment beside what it says', 'cargo:rerun-if-changed=x.txt', 'x.txt', {
      edit: (it) => it.append('Cargo.toml', '# new\n'),
    }),
    precise('a file that it says and that is not there yet', 'cargo:rerun-if-changed=later.txt', 'other', {
      edit: (it) => it.write('later.txt', 'two\n'),
    }),
    precise(
      'a file beside one that it says and that is not there',
      'cargo:rerun-if-changed=never.txt',
      'other',
    ),
    precise('a file in the directory that it says', 'cargo:rerun-if-changed=assets', 'assets/deep/x.txt'),
    precise('a hidden file in the directory that it says', 'cargo:rerun-if-changed=assets', 'assets/.x'),
    precise(
      'what Git ignores in the directory that it says',
      'cargo:rerun-if-changed=assets',
      'assets/gen/x',
      {
        files: IGNORES_GEN,
      },
    ),
    precise('a text beside its sources, which it says', 'cargo:rerun-if-changed=src', 'src/notes.md'),
    precise('a file above its package', 'cargo:rerun-if-changed=../shared.txt', '../shared.txt'),
    precise('a variable that it says', 'cargo:rerun-if-env-changed=FLAVOUR', 'other', {
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    }),
    precise('a file when it says a variable', 'cargo:rerun-if-env-changed=FLAVOUR', 'x.txt'),
    precise('a variable beside what it says', 'cargo:rerun-if-env-changed=FLAVOUR', 'other', {
      edit: (it) => it.setVariable('OTHER', 'two'),
    }),
    {
      name: 'a module of the build script',
      files: oneCrate({
        'build.rs': 'mod gen;\nfn main() { gen::run(); println!("cargo:rerun-if-changed=build.rs"); }\n',
        'gen.rs': 'pub fn run() {}\n',
      }),
      edit: (it) => it.write('gen.rs', 'pub fn run() { println!("cargo:rustc-cfg=two"); }\n'),
    },
    {
      name: 'a build script elsewhere',
      files: oneCrate({ 'tools/b.rs': 'fn main() {}\n' }, 'build = "tools/b.rs"\n'),
      edit: (it) => it.write('tools/b.rs', 'fn main() { println!("cargo:rustc-cfg=two"); }\n'),
    },
    {
      name: 'a build script that is new',
      files: oneCrate({}),
      edit: (it) => it.write('build.rs', 'fn main() {}\n'),
    },
    {
      name: 'a build script that is turned off',
      files: oneCrate({ 'build.rs': 'fn main() {}\n' }),
      edit: (it) => it.replace('Cargo.toml', '2021"\n', '2021"\nbuild = false\n'),
    },
  ],
}
