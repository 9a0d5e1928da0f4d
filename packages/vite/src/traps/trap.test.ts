import { expect, test } from 'vitest'
import type { SourcePlace } from './source-places'
import { isPanic, readableFile, readableName, siteOf, type TrapCall } from './trap'

const COMMIT = '59807616e1fa2540724bfbac14d7976d7e4a3860'
const OPTION = `/rustc/${COMMIT}/library/core/src/option.rs`

const call = (name: string, ...places: readonly [file: string, line: number][]): TrapCall => ({
  from: 'wasm',
  name,
  places: places.map(([file, line]) => place(file, line)),
})
const place = (file: string, line: number): SourcePlace => ({ file, line, column: 5, inlined: null })

const BEGUN = call('__rustc::rust_begin_unwind', [`/rustc/${COMMIT}/library/std/src/panicking.rs`, 689])
const ELEMENT = call('base::element', ['/w/crates/base/src/lib.rs', 7])

test.each<[string, TrapCall[], string | null]>([
  ['the function that panics', [BEGUN, ELEMENT, call('counter::element', ['/w/src/lib.rs', 3])], 'lib.rs:7'],
  [
    'the call of a function of Rust that was inlined',
    [BEGUN, call('base::unwrapped', [OPTION, 1016], ['/w/crates/base/src/lib.rs', 14])],
    'lib.rs:14',
  ],
  [
    'code behind what the standard library depends on',
    [call('dlmalloc::malloc', ['/rust/deps/dlmalloc-0.2.11/src/dlmalloc.rs', 1]), ELEMENT],
    'lib.rs:7',
  ],
  [
    'code behind that of Rust without a line',
    [call('__rustc::rust_panic'), call('<core::iter::Map<I,F> as Iterator>::fold'), ELEMENT],
    'lib.rs:7',
  ],
  [
    'no line further out, where the function that panics has none',
    [BEGUN, call('base::quiet'), ELEMENT],
    'base::quiet',
  ],
  [
    'nothing, where JavaScript was called in between',
    [BEGUN, { from: 'elsewhere', text: 'f' }, ELEMENT],
    null,
  ],
  ['nothing, where all is Rust', [BEGUN], null],
])('the site is %s', (_, calls, expected) => {
  const site = siteOf(calls)
  const said = site?.place ? `${site.place.file.split('/').at(-1)}:${site.place.line}` : (site?.name ?? null)
  expect(said).toBe(expected)
})

test('a panic is told from what the machine refuses', () => {
  expect(isPanic([BEGUN, ELEMENT])).toBe(true)
  expect(isPanic([ELEMENT])).toBe(false)
})

// Names as wasm-bindgen 0.2.108 leaves them in a module of rustc 1.95.
test.each([
  ['base::element::hf96b8687f8393ebb', 'base::element'],
  ['core[c5930c85a12de822]::panicking::panic_fmt', 'core::panicking::panic_fmt'],
  ['base::first<[u8]>', 'base::first<[u8]>'],
])('%s reads %s', (name, readable) => {
  expect(readableName(name)).toBe(readable)
})

test("the compiler's commit is left out of its files", () => {
  expect(readableFile(OPTION)).toBe('/rustc/…/library/core/src/option.rs')
  expect(readableFile('crates/base/src/lib.rs')).toBe('crates/base/src/lib.rs')
})
