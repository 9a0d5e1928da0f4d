import { posix } from 'node:path'
import type { EditedRepository } from '../../check-keys/edited-repository'
import type { Subjects } from '../../check-keys/generated/subjects'
import { editsOfFile, type FarInput } from './far-input'

/** Files that sources of crates include, and modules by their paths. */
export function includedFiles({ leaf, documented, leafPackage }: Subjects): FarInput[] {
  const up = (from: { dir: string }, path: string) => posix.relative(`${from.dir}/src`, path)
  const embed = (crate: { dir: string }, path: string, name: string) => (it: EditedRepository) =>
    it.append(`${crate.dir}/src/lib.rs`, `\npub static ${name}: &str = include_str!("${up(crate, path)}");\n`)
  const ofPackage = `${leafPackage.dir}/src/words.json`
  return [
    {
      id: 'included from no project',
      add(it) {
        it.write('shared/schema.json', '{}\n')
        embed(leaf, 'shared/schema.json', 'SCHEMA')(it)
      },
      edits: [
        ...editsOfFile('shared/schema.json', '\n'),
        {
          id: 'rename shared/schema.json',
          apply(it) {
            it.rename('shared/schema.json', 'shared/other.json')
            it.replace(`${leaf.dir}/src/lib.rs`, 'shared/schema.json', 'shared/other.json')
          },
        },
      ],
    },
    {
      id: 'included from a TypeScript package',
      add(it) {
        it.write(ofPackage, '[]\n')
        embed(leaf, ofPackage, 'WORDS')(it)
      },
      edits: editsOfFile(ofPackage, '\n'),
    },
    {
      id: 'included from a crate that is not used',
      add: embed(documented, `${leaf.dir}/README.md`, 'OTHER'),
      edits: editsOfFile(`${leaf.dir}/README.md`),
    },
    {
      id: 'module by path',
      add(it) {
        it.write('shared/clock.rs', 'mod tick;\npub fn now() {}\n')
        it.write('shared/tick.rs', 'pub static A: &str = include_str!("tick.txt");\n')
        it.write('shared/tick.txt', 'tick\n')
        it.append(`${leaf.dir}/src/lib.rs`, `\n#[path = "${up(leaf, 'shared/clock.rs')}"]\nmod clock;\n`)
      },
      edits: [
        ...editsOfFile('shared/clock.rs', '// More.\n'),
        ...editsOfFile('shared/tick.rs', '// More.\n'),
        ...editsOfFile('shared/tick.txt'),
      ],
    },
  ]
}
