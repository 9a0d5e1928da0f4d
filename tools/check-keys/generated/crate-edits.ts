import { basename } from 'node:path'
import { type Edit, NOTHING } from '../edit'
import { first, modulesOf, type Subjects } from './subjects'
import { MORE_PROSE, MORE_RUST } from './texts'

/** Edits of files in the directories of crates, manifests left out. */
export function crateEdits(subjects: Subjects): Edit[] {
  return [
    ...documentEdits(subjects),
    ...sourceEdits(subjects),
    ...moduleEdits(subjects),
    ...otherEdits(subjects),
  ]
}

function documentEdits({ leaf, core, scripted, documented, truth }: Subjects): Edit[] {
  return [
    {
      id: 'rs-leaf-readme',
      what: 'README of a crate that few depend on',
      changes: NOTHING,
      apply: (it) => it.append(`${leaf.dir}/README.md`, MORE_PROSE),
    },
    {
      id: 'rs-leaf-docs',
      what: 'guide of a crate',
      changes: NOTHING,
      apply: (it) => it.append(`${leaf.dir}/docs/guide.md`, MORE_PROSE),
    },
    {
      id: 'rs-core-readme',
      what: 'README of a crate that many depend on',
      changes: NOTHING,
      apply: (it) => it.append(`${core.dir}/README.md`, MORE_PROSE),
    },
    {
      id: 'rs-script-readme',
      what: 'README of a crate with a build script',
      changes: NOTHING,
      apply: (it) => it.append(`${scripted.dir}/README.md`, MORE_PROSE),
    },
    {
      id: 'rs-included-readme',
      what: 'README that is included as documentation',
      changes: truth.from([documented.dir]),
      apply: (it) => it.append(`${documented.dir}/README.md`, MORE_PROSE),
    },
  ]
}

function sourceEdits(subjects: Subjects): Edit[] {
  const { leaf, core, macro, tabled, scripted, truth } = subjects
  const source = (crate: { dir: string }) => first(modulesOf(subjects, crate))
  return [
    {
      id: 'rs-leaf-src',
      what: 'source of a crate that few depend on',
      changes: truth.from([leaf.dir]),
      apply: (it) => it.append(source(leaf), MORE_RUST),
    },
    {
      id: 'rs-core-src',
      what: 'source of a crate that many depend on',
      changes: truth.from([core.dir]),
      apply: (it) => it.append(source(core), MORE_RUST),
    },
    {
      id: 'rs-macro-src',
      what: 'source of a proc-macro crate',
      changes: truth.from([macro.dir]),
      apply: (it) => it.replace(`${macro.dir}/src/lib.rs`, 'TokenStream::new()', '";".parse().unwrap()'),
    },
    {
      id: 'rs-table',
      what: 'included data',
      changes: truth.from([tabled.dir]),
      apply: (it) => it.append(`${tabled.dir}/src/data/table.txt`, '99 99\n'),
    },
    {
      id: 'rs-build-script',
      what: 'build script',
      changes: truth.from([scripted.dir]),
      apply: (it) => it.replace(`${scripted.dir}/build.rs`, 'fn main() {', 'fn main() {\n    let _ = 1;'),
    },
    {
      id: 'rs-comment',
      what: 'comment at the end of a source',
      changes: truth.perhapsFrom([core.dir]),
      apply: (it) => it.append(source(core), '// More of it.\n'),
    },
    {
      id: 'rs-touch',
      what: 'time of a source and nothing else',
      changes: NOTHING,
      apply: (it) => it.touch(source(core)),
    },
    {
      id: 'rs-executable',
      what: 'executable bit of a source',
      changes: NOTHING,
      apply: (it) => it.makeExecutable(source(core)),
    },
  ]
}

function moduleEdits(subjects: Subjects): Edit[] {
  const { core, leaf, truth } = subjects
  const [kept, gone] = modulesOf(subjects, core)
  const name = (path = '') => basename(path, '.rs')
  const root = `${core.dir}/src/lib.rs`
  return [
    {
      id: 'rs-module-new',
      what: 'new module, untracked',
      changes: truth.from([leaf.dir]),
      apply: (it) => {
        it.replace(`${leaf.dir}/src/lib.rs`, '\npub fn id()', 'mod added_by_edit;\n\npub fn id()')
        it.write(`${leaf.dir}/src/added_by_edit.rs`, MORE_RUST)
      },
    },
    {
      id: 'rs-module-stray',
      what: 'new source file that no module declares',
      changes: NOTHING,
      apply: (it) => it.write(`${core.dir}/src/added_by_edit.rs`, MORE_RUST),
    },
    {
      id: 'rs-module-renamed',
      what: 'module with another name',
      changes: truth.from([core.dir]),
      apply: (it) => {
        it.replace(root, `mod ${name(kept)};`, `mod other_${name(kept)};`)
        it.rename(kept ?? '', `${core.dir}/src/other_${name(kept)}.rs`)
      },
    },
    {
      id: 'rs-module-deleted',
      what: 'module that goes',
      changes: truth.from([core.dir]),
      apply: (it) => {
        it.replace(root, `pub mod ${name(gone)};\n`, '')
        it.remove(gone ?? '')
      },
    },
    {
      id: 'rs-binary-new',
      what: 'new binary of a library',
      changes: { must: new Set([core.dir]), may: new Set() },
      apply: (it) => it.write(`${core.dir}/src/bin/extra.rs`, 'fn main() {}\n'),
    },
  ]
}

function otherEdits({ core }: Subjects): Edit[] {
  return [
    {
      id: 'rs-test',
      what: 'test of a crate',
      changes: NOTHING,
      apply: (it) => it.append(`${core.dir}/tests/basic.rs`, '\n#[test]\nfn more() {}\n'),
    },
    {
      id: 'rs-test-new',
      what: 'new test with a fixture',
      changes: NOTHING,
      apply: (it) => {
        it.write(`${core.dir}/tests/more.rs`, '#[test]\nfn more() {}\n')
        it.write(`${core.dir}/tests/fixtures/input.txt`, 'input\n')
      },
    },
    {
      id: 'rs-example',
      what: 'example of a crate',
      changes: NOTHING,
      apply: (it) => it.append(`${core.dir}/examples/demo.rs`, '\n// More of it.\n'),
    },
    {
      id: 'rs-bench',
      what: 'benchmark of a crate',
      changes: NOTHING,
      apply: (it) => it.append(`${core.dir}/benches/speed.rs`, '\n// More of it.\n'),
    },
    {
      id: 'ignored-file',
      what: 'file that git ignores, in a crate',
      changes: NOTHING,
      apply: (it) => it.write(`${core.dir}/x.local`, 'to do\n'),
    },
  ]
}
