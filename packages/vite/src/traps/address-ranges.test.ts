import { expect, test } from 'vitest'
import { type AddressRange, readRanges } from './address-ranges'
import { DebugSections } from './debug-forms'

const u32 = (...values: number[]) =>
  values.flatMap((value) => [...new Uint8Array(Uint32Array.of(value).buffer)])

// As the DWARF standard lays them out: version 4, section 2.17.3, and version 5, section 2.17.3.
test.each<[string, number, string, number[], AddressRange[]]>([
  ['offsets from the unit', 4, '.debug_ranges', u32(1, 5, 0, 0, 9, 9), [{ start: 0x101, end: 0x105 }]],
  [
    'offsets from another address',
    4,
    '.debug_ranges',
    u32(0xffffffff, 0x40, 1, 5, 0, 0),
    [{ start: 0x41, end: 0x45 }],
  ],
  ['pairs of offsets', 5, '.debug_rnglists', [4, 1, 5, 0], [{ start: 0x101, end: 0x105 }]],
  [
    'pairs from another address',
    5,
    '.debug_rnglists',
    [5, ...u32(0x40), 4, 1, 5, 0],
    [{ start: 0x41, end: 0x45 }],
  ],
  [
    'pairs from a numbered address',
    5,
    '.debug_rnglists',
    [1, 3, 4, 1, 5, 0],
    [{ start: 0x3001, end: 0x3005 }],
  ],
  ['numbered addresses', 5, '.debug_rnglists', [2, 3, 4, 0], [{ start: 0x3000, end: 0x4000 }]],
  ['a numbered address and a length', 5, '.debug_rnglists', [3, 3, 7, 0], [{ start: 0x3000, end: 0x3007 }]],
  ['addresses', 5, '.debug_rnglists', [6, ...u32(0x40, 0x50), 0], [{ start: 0x40, end: 0x50 }]],
  ['an address and a length', 5, '.debug_rnglists', [7, ...u32(0x40), 7, 0], [{ start: 0x40, end: 0x47 }]],
])('%s, DWARF %i', (_, version, section, bytes, ranges) => {
  const sections = new DebugSections(new Map([[section, Uint8Array.from(bytes)]]))
  const read = readRanges(sections, {
    ...{ version, offsetSize: 4, addressSize: 4, offset: 0, base: 0x100 },
    address: (index) => index * 0x1000,
  })
  expect(read).toEqual(ranges)
})
