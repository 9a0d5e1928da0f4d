import { type Edit, NOTHING } from '../edit'
import { first, modulesOf, type Subjects } from './subjects'
import { MORE_PROSE, MORE_RUST } from './texts'

/** Edits of wasm crates, for both ways in which TypeScript uses them. */
export function wasmEdits(subjects: Subjects): Edit[] {
  const { committedWasm, builtWasm, truth } = subjects
  const source = (crate: { dir: string }) => first(modulesOf(subjects, crate))
  const used = [...truth.perhapsFrom([builtWasm.dir]).may].filter((project) => project !== builtWasm.dir)
  const copied = { must: new Set([builtWasm.dir]), may: new Set(used) }
  return [
    {
      id: 'wasm-src',
      what: 'source of a wasm crate with a committed package.json',
      changes: truth.from([committedWasm.dir]),
      apply: (it) => it.append(source(committedWasm), MORE_RUST),
    },
    {
      id: 'wasm-pkg-src',
      what: 'source of a wasm crate that is used by file:…/pkg',
      changes: truth.from([builtWasm.dir]),
      apply: (it) => it.append(source(builtWasm), MORE_RUST),
    },
    {
      id: 'wasm-readme',
      what: 'README of a wasm crate with a committed package.json',
      changes: NOTHING,
      apply: (it) => it.append(`${committedWasm.dir}/README.md`, MORE_PROSE),
    },
    {
      id: 'wasm-pkg-readme',
      what: 'README of a wasm crate that is used by file:…/pkg, into which it is copied',
      // The module is the same, and what is built with it; whether a file of the package is another, this check cannot see.
      changes: copied,
      apply: (it) => it.append(`${builtWasm.dir}/README.md`, MORE_PROSE),
    },
    {
      id: 'wasm-test',
      what: 'test of a wasm crate',
      changes: NOTHING,
      apply: (it) => it.append(`${committedWasm.dir}/tests/basic.rs`, '\n#[test]\nfn more() {}\n'),
    },
  ]
}
