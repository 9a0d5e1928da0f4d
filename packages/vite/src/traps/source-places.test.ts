import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SourcePlaces } from './source-places'
import { parseSections, type WasmSections } from './wasm-sections'

// fixtures/dwarf/*.wasm are places.rs, compiled with
//   rustc --edition 2021 --target wasm32-unknown-unknown --crate-type cdylib -C opt-level=2 -C panic=abort \
//     -C debuginfo=line-tables-only -C dwarf-version=4 --remap-path-prefix=$PWD=/workspace places.rs -o dwarf-4.wasm
// by rustc 1.95.0, and with dwarf-version=5.
const fixture = (version: number) =>
  readFileSync(join(__dirname, `../../fixtures/dwarf/dwarf-${version}.wasm`))

const placesIn = (places: SourcePlaces, address: number) =>
  places
    .at(address)
    .map(
      ({ file, line, column, inlined }) =>
        `${inlined === null ? '' : `${inlined} at `}${file}:${line}:${column}`,
    )

const CORE = '/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src'
const STDARCH = '/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/stdarch/crates/core_arch/src'

const INDEXED = '/workspace/places.rs:31:5'
const MIDDLE = 'middle at /workspace/places.rs:21:16'

// `llvm-symbolizer --inlines -f -p` of LLVM 14 for these addresses; for 0x14 it names a file and line 0.
const ADDRESSES: readonly (readonly [number, readonly string[]])[] = [
  [0x02, []],
  [0x0b, ['/workspace/places.rs:31:27']],
  [0x0e, ['middle at /workspace/places.rs:20:11', INDEXED]],
  [0x14, []],
  [0x23, ['inner at /workspace/places.rs:10:8', MIDDLE, INDEXED]],
  [0x6b, ['inner at /workspace/places.rs:13:5', MIDDLE, INDEXED]],
  [0xd4, ['inner at /workspace/places.rs:13:5', MIDDLE, INDEXED]],
  [0xf7, ['/workspace/places.rs:32:2']],
  [
    0xfa,
    [`unreachable at ${STDARCH}/wasm32/mod.rs:32:5`, 'inner at /workspace/places.rs:11:9', MIDDLE, INDEXED],
  ],
  [
    0x100,
    [
      `overflowing_mul at ${CORE}/num/uint_macros.rs:3051:26`,
      `checked_mul at ${CORE}/num/uint_macros.rs:1161:31`,
      '/workspace/places.rs:36:18',
    ],
  ],
  [0x113, ['/workspace/places.rs:40:2']],
  [0x115, [`unreachable at ${STDARCH}/wasm32/mod.rs:32:5`, '/workspace/places.rs:38:17']],
  [0x117, []],
]

test.each([4, 5])(
  'places of DWARF %i, and the calls by which they were inlined, are what LLVM finds',
  (version) => {
    const module = parseSections(fixture(version))
    const places = new SourcePlaces({ compiled: module, kept: module })
    expect(ADDRESSES.map(([address]) => [address, placesIn(places, address)])).toEqual(ADDRESSES)
  },
)

test('calls are read in the compiled module alone', () => {
  const compiled = parseSections(fixture(4))
  const custom = new Map([...compiled.custom].filter(([name]) => name === '.debug_line'))
  const places = new SourcePlaces({ compiled, kept: { ...compiled, custom } })
  expect(ADDRESSES.map(([address]) => [address, placesIn(places, address)])).toEqual(ADDRESSES)
})

test('where the compiled module has no function with these lines, nothing is known', () => {
  const kept = parseSections(fixture(4))
  const compiled: WasmSections = { ...kept, code: { start: 0, bytes: new Uint8Array() } }
  expect(placesIn(new SourcePlaces({ compiled, kept }), 0x0b)).toEqual([])
})

test('a module without debug information has no places, and a broken one throws', () => {
  const module = parseSections(fixture(4))
  const none: WasmSections = { ...module, custom: new Map() }
  expect(placesIn(new SourcePlaces({ compiled: none, kept: none }), 0x0b)).toEqual([])
  const lines = module.custom.get('.debug_line')?.subarray(0, 200) ?? new Uint8Array()
  const broken = { ...module, custom: new Map([...module.custom, ['.debug_line', lines]]) }
  expect(() => new SourcePlaces({ compiled: broken, kept: broken })).toThrow(RangeError)
})
