import { posix } from 'node:path'
import type { Subjects } from '../../check-keys/generated/subjects'
import { editsOfFile, type FarInput } from './far-input'

/** What reads files under names that are not in its text. */
export function readingPrograms({ leaf, scripted, macro }: Subjects): FarInput[] {
  return [
    {
      id: 'a test that reads data',
      add(it) {
        it.write('data/input.bin', 'input\n')
        it.write(
          `${leaf.dir}/tests/reads.rs`,
          'fn read(name: &str) -> Vec<u8> {\n    std::fs::read(name).unwrap()\n}\n',
        )
      },
      edits: [
        ...editsOfFile('data/input.bin'),
        { id: 'new data', apply: (it) => it.write('data/more/other.csv', '1\n') },
      ],
    },
    {
      id: 'a test that names a text',
      add(it) {
        it.write('guides/start.md', 'Start\n')
        it.write(
          `${leaf.dir}/tests/texts.rs`,
          `#[test]\nfn reads() {\n    let root = std::env::var("ROOT").unwrap();\n    std::fs::read(format!("{root}/{}", "guides/start.md")).unwrap();\n}\n`,
        )
      },
      edits: editsOfFile('guides/start.md'),
    },
    {
      id: 'a build script that names a file',
      add(it) {
        it.write('proto/api.proto', 'syntax = "proto3";\n')
        it.change(`${scripted.dir}/build.rs`, (text) =>
          text.replace(
            'fn main() {',
            `fn main() {\n    println!("cargo:rerun-if-changed=${posix.relative(scripted.dir, 'proto/api.proto')}");`,
          ),
        )
      },
      edits: editsOfFile('proto/api.proto'),
    },
    {
      id: 'a proc macro that looks into directories',
      add: (it) =>
        it.append(
          `${macro.dir}/src/lib.rs`,
          '\nfn all(dir: &str) -> usize {\n    std::fs::read_dir(dir).unwrap().count()\n}\n',
        ),
      edits: [
        { id: 'new source that nobody names', apply: (it) => it.write('scripts/tool.py', 'print()\n') },
      ],
    },
  ]
}
