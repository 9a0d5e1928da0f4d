import type { CargoCase, CaseSubject } from '../cargo-case'
import { buildScript, EMBEDDING, readFile, SAYS } from './build-script'
import { crates } from './texts'

/** A crate in `crates/a` beside another; its build script reads what lies beyond. */
function reads(name: string, statements: string, path: string, more: Partial<CargoCase> = {}): CargoCase {
  const files = crates({
    a: { 'src/lib.rs': EMBEDDING, 'build.rs': buildScript(SAYS + statements) },
    free: {},
  })
  return {
    name,
    edit: (it) => it.write(path, 'two\n'),
    ...more,
    files: { ...files, [path]: 'one\n', ...more.files },
  }
}

const ROOT = 'let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap());\n'
const GIT = (args: string) =>
  `let out = std::process::Command::new("git").args([${args}]).output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();`

export const BUILD_SCRIPT_SURROUNDINGS: CaseSubject = {
  subject: 'build scripts: beyond',
  cases: [
    reads(
      'a file two directories up',
      `${ROOT}let text = fs::read_to_string(root.join("..").join("..").join("VERSION")).unwrap();`,
      'VERSION',
    ),
    reads(
      'a file by ancestors',
      `${ROOT}let text = fs::read_to_string(root.ancestors().nth(2).unwrap().join("VERSION")).unwrap();`,
      'VERSION',
    ),
    reads(
      'a file by parent',
      `${ROOT}let up = root.parent().unwrap().parent().unwrap();\nlet text = fs::read_to_string(up.join("schema").join("d.graphql")).unwrap();`,
      'schema/d.graphql',
    ),
    reads('a file by a literal path up', readFile('../../VERSION'), 'VERSION'),
    reads(
      'a file found by climbing',
      `${ROOT}let mut up = root;\nwhile !up.join("VERSION").exists() { up.pop(); }\nlet text = fs::read_to_string(up.join("VERSION")).unwrap();`,
      'VERSION',
    ),
    reads(
      'a nearer file when climbing',
      `${ROOT}let mut up = root;\nwhile !up.join("VERSION").exists() { up.pop(); }\nlet text = fs::read_to_string(up.join("VERSION")).unwrap();`,
      'VERSION',
      { edit: (it) => it.write('crates/VERSION', 'two\n') },
    ),
    reads(
      'a walk over all crates',
      `${ROOT}let mut text = String::new();\nwalk(root.parent().unwrap(), &mut text);`,
      'crates/free/notes.md',
    ),
    reads('a source of another crate', readFile('../free/src/lib.rs'), 'other', {
      edit: (it) => it.write('crates/free/src/lib.rs', '// two\n'),
    }),
    reads(
      'the names of the crates beside it',
      'let text = fs::read_dir("..").unwrap().count().to_string();',
      'VERSION',
      {
        crates: ['a', 'free'],
        edit: (it) => {
          it.write('crates/new/Cargo.toml', '[package]\nname = "new"\nversion = "0.1.0"\n')
          it.write('crates/new/src/lib.rs', '')
        },
      },
    ),
    reads('the metadata of the workspace', readFile('../../Cargo.toml'), 'other', {
      edit: (it) => it.append('Cargo.toml', '[workspace.metadata.a]\nname = "two"\n'),
    }),
    reads('the lock', readFile('../../Cargo.lock'), 'other', {
      edit: (it) => {
        it.replace('crates/free/Cargo.toml', '0.1.0', '0.2.0')
        it.replace('Cargo.lock', 'name = "free"\nversion = "0.1.0"', 'name = "free"\nversion = "0.2.0"')
      },
    }),
    reads("cargo's configuration", readFile('../../.cargo/config.toml'), '.cargo/config.toml', {
      files: { '.cargo/config.toml': '[alias]\nx = "build"\n' },
      edit: (it) => it.write('.cargo/config.toml', '[alias]\nx = "check"\n'),
    }),
    reads('package.json', readFile('../../package.json'), 'package.json', {
      files: { 'package.json': '{ "version": "1.0.0" }\n' },
      edit: (it) => it.write('package.json', '{ "version": "1.0.1" }\n'),
    }),
    reads('a file outside the repository', readFile('../../../outside.txt'), '../outside.txt'),
    reads(
      'a file of its home',
      'let text = fs::read_to_string(Path::new(&env::var("HOME").unwrap()).join(".apprc")).unwrap();',
      '../home/.apprc',
    ),
    reads('a new commit', GIT('"log", "-1", "--format=%s"'), 'other', { edit: (it) => it.commit('second') }),
    reads(
      'a new commit, by the files of Git',
      'let text = fs::read_to_string("../../.git/logs/HEAD").unwrap().lines().count().to_string();',
      'other',
      {
        edit: (it) => it.commit('second'),
      },
    ),
    reads('a new tag', GIT('"describe", "--tags", "--always"'), 'other', {
      edit: (it) => it.git('tag', 'v1'),
    }),
    reads('another branch', GIT('"rev-parse", "--abbrev-ref", "HEAD"'), 'other', {
      edit: (it) => it.git('checkout', '--quiet', '-b', 'other'),
    }),
    reads('whether Git sees a change', GIT('"status", "--porcelain", "--", ":/docs"'), 'docs/x.md'),
    reads(
      'a commit that it says',
      `println!("cargo:rerun-if-changed=../../.git/HEAD");\nprintln!("cargo:rerun-if-changed=../../.git/refs/heads/main");\n${GIT('"log", "-1", "--format=%s"')}`,
      'other',
      { edit: (it) => it.commit('second') },
    ),
    reads(
      'a tool on PATH',
      'let out = std::process::Command::new("mytool").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      '../tools/mytool',
      {
        files: { '../tools/mytool': '#!/bin/sh\necho one\n' },
        edit: (it) => it.write('../tools/mytool', '#!/bin/sh\necho two\n'),
      },
    ),
    reads(
      'a tool of the repository',
      'let out = std::process::Command::new("../../scripts/tool.sh").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'scripts/tool.sh',
      {
        files: { 'scripts/tool.sh': '#!/bin/sh\necho one\n' },
        edit: (it) => it.write('scripts/tool.sh', '#!/bin/sh\necho two\n'),
      },
    ),
    reads(
      'a tool that comes first on PATH now',
      'let out = std::process::Command::new("nproc").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'other',
      {
        edit: (it) => it.write('../tools/nproc', '#!/bin/sh\necho many\n'),
      },
    ),
    reads(
      "a C compiler's header by CPATH",
      'let text = fs::read_to_string(Path::new(&env::var("CPATH").unwrap()).join("h.h")).unwrap();',
      '../include/h.h',
      {
        environment: { CPATH: '../../../include' },
      },
    ),
  ],
}
