import type { CargoCase, CaseSubject } from '../cargo-case'
import { EMBEDDING, readFile, SAYS, buildScript as script } from './build-script'
import { oneCrate } from './texts'

/** A crate whose build script has these statements, which make a `text`, and the file that is edited. */
function reads(name: string, statements: string, path: string, more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    edit: (it) => it.write(path, 'two\n'),
    ...more,
    files: oneCrate({
      'src/lib.rs': EMBEDDING,
      'build.rs': script(statements),
      [path]: 'one\n',
      ...more.files,
    }),
  }
}

export const BUILD_SCRIPT_FILES: CaseSubject = {
  subject: 'build scripts: files',
  cases: [
    reads(
      'a file that it says and reads',
      `println!("cargo:rerun-if-changed=d.txt");\n${readFile('d.txt')}`,
      'd.txt',
    ),
    reads(
      'another file than the one it says',
      `println!("cargo:rerun-if-changed=d.txt");\n${readFile('d.txt')}`,
      'e.txt',
      {
        files: { 'd.txt': 'one' },
      },
    ),
    reads(
      'a path that it displays',
      'let path = Path::new("data").join("d.txt");\nprintln!("cargo:rerun-if-changed={}", path.display());\nlet text = fs::read_to_string(&path).unwrap();',
      'data/d.txt',
    ),
    reads(
      'paths of a loop',
      'let mut text = String::new();\nfor name in ["d", "e"] { let path = format!("{name}.txt"); println!("cargo::rerun-if-changed={path}"); text += &fs::read_to_string(path).unwrap(); }',
      'e.txt',
      { files: { 'd.txt': 'one' } },
    ),
    reads('a file that it reads and does not say', `${SAYS}${readFile('d.txt')}`, 'd.txt'),
    reads(
      'a file by a constant',
      `${SAYS}let text = fs::read_to_string(NAME).unwrap();\nconst NAME: &str = "d.txt";`,
      'd.txt',
    ),
    reads(
      'a file by another name of fs',
      `${SAYS}use std::fs as disk;\nlet text = disk::read_to_string(concat!("d", ".txt")).unwrap();`,
      'd.txt',
    ),
    reads(
      'a file by File::open',
      `${SAYS}use std::io::Read;\nlet mut text = String::new();\nfs::File::open(["d", "txt"].join(".")).unwrap().read_to_string(&mut text).unwrap();`,
      'd.txt',
    ),
    reads(
      'a file named in another file',
      `${SAYS}let list = fs::read_to_string("list.txt").unwrap();\nlet text = fs::read_to_string(list.trim()).unwrap();`,
      'data/d.txt',
      { files: { 'list.txt': 'data/d.txt\n' } },
    ),
    reads('a file that it includes', `${SAYS}let text = include_str!("d.txt");`, 'd.txt'),
    reads(
      'a file that a shell prints',
      `${SAYS}let out = std::process::Command::new("sh").args(["-c", "cat d*.txt"]).output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();`,
      'd.txt',
    ),
    reads('whether a file is there', `${SAYS}let text = Path::new("flag").exists().to_string();`, 'other', {
      edit: (it) => it.write('flag', ''),
    }),
    reads(
      'whether a file may be run',
      `${SAYS}use std::os::unix::fs::PermissionsExt;\nlet text = (fs::metadata("run.txt").unwrap().permissions().mode() & 0o111).to_string();`,
      'run.txt',
      { edit: (it) => it.mode('run.txt', 0o755) },
    ),
    reads('where a link leads', `${SAYS}${readFile('link.txt')}`, 'd.txt', {
      files: { 'e.txt': 'two\n' },
      prepare: (it) => it.link('link.txt', 'd.txt'),
      edit: (it) => it.link('link.txt', 'e.txt'),
    }),
    reads(
      'which files a directory has',
      `${SAYS}let text = fs::read_dir("assets").unwrap().count().to_string();`,
      'assets/d.txt',
      { edit: (it) => it.write('assets/new.txt', '') },
    ),
    reads(
      'each file of a directory, said by name',
      'let mut text = String::new();\nfor entry in fs::read_dir("proto").unwrap() { let path = entry.unwrap().path(); println!("cargo:rerun-if-changed={}", path.display()); text += &fs::read_to_string(path).unwrap(); }',
      'proto/d.proto',
      { edit: (it) => it.write('proto/new.proto', 'two\n') },
    ),
    reads(
      'a new file in a directory that it says',
      'println!("cargo:rerun-if-changed=assets");\nlet text = fs::read_dir("assets").unwrap().count().to_string();',
      'assets/d.txt',
      { edit: (it) => it.write('assets/deep/new.txt', '') },
    ),
    reads(
      'a file that goes from a directory it says',
      'println!("cargo:rerun-if-changed=assets");\nlet text = fs::read_dir("assets").unwrap().count().to_string();',
      'assets/d.txt',
      { edit: (it) => it.remove('assets/d.txt') },
    ),
    reads(
      'a walk that sees texts for people',
      'let mut text = String::new();\nwalk(Path::new("."), &mut text);',
      'docs/notes.md',
    ),
    reads(
      'a walk that sees hidden directories',
      `${SAYS}let mut text = String::new();\nwalk(Path::new("."), &mut text);`,
      '.data/d.txt',
    ),
    reads(
      'a walk that sees tests',
      `${SAYS}let mut text = String::new();\nwalk(Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()), &mut text);`,
      'tests/data/d.txt',
    ),
    reads(
      'a walk that sees what Git ignores',
      `${SAYS}let mut text = String::new();\nwalk(Path::new("gen"), &mut text);`,
      'gen/d.txt',
      {
        files: { '.gitignore': 'target\nnode_modules\ngen\n' },
      },
    ),
    reads(
      'a walk that leaves out what others make',
      `${SAYS}let made = ["target", ".git", "node_modules"];\nlet text = fs::read_dir(".").unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).filter(|name| !made.contains(&name.as_str())).count().to_string();`,
      'node_modules/pkg/x.txt',
    ),
    reads(
      'a header beside the C file that it says',
      'println!("cargo:rerun-if-changed=src/a.c");\nlet text = fs::read_to_string("src/a.c").unwrap() + &fs::read_to_string("src/a.h").unwrap();',
      'src/a.h',
      { files: { 'src/a.c': '#include "a.h"\n' } },
    ),
    reads(
      'the metadata of its package',
      `${SAYS}let text = fs::read_to_string(env::var("CARGO_MANIFEST_PATH").unwrap()).unwrap();`,
      'other',
      {
        files: { 'Cargo.toml': oneCrate({}, '[package.metadata]\nx = "one"\n')['Cargo.toml'] ?? '' },
        edit: (it) => it.replace('Cargo.toml', 'one', 'two'),
      },
    ),
  ],
}
