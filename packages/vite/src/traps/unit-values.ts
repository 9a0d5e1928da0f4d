import { type AddressRange, readRanges } from './address-ranges'
import { ByteReader } from './byte-reader'
import { type DebugEntry, FORM } from './debug-entry'
import type { DebugSections, FormContext, FormValue } from './debug-forms'

/** Values of a unit's attributes: what they are, once the tables are consulted that the unit's root names. */
export class UnitValues {
  readonly #sections: DebugSections
  readonly #format: FormContext
  readonly #start: number
  readonly #root: DebugEntry | null

  /** @param start of the unit, from which references within it count */
  constructor(
    sections: DebugSections,
    unit: { format: FormContext; start: number; root: DebugEntry | null },
  ) {
    this.#sections = sections
    this.#format = unit.format
    this.#start = unit.start
    this.#root = unit.root
  }

  /** A number, an address, an offset, or where in `.debug_info` another entry is. */
  number(entry: DebugEntry | null, attribute: number): number | null {
    const { form = 0, value } = entry?.attributes.get(attribute) ?? {}
    if (typeof value === 'number') {
      return form >= FORM.ref1 && form <= FORM.refUdata ? this.#start + value : value
    }
    const index = indexOf(value, 'addresses')
    return index === null ? null : this.#entryOf('.debug_addr', ADDR_BASE, index, this.#format.addressSize)
  }

  string(entry: DebugEntry | null, attribute: number): string | null {
    const value = entry?.attributes.get(attribute)?.value
    const index = indexOf(value, 'strings')
    if (index === null) return this.#sections.string(value)
    const offset = this.#entryOf('.debug_str_offsets', STR_OFFSETS_BASE, index, this.#format.offsetSize)
    return this.#sections.string({ offset, in: '.debug_str' })
  }

  /** The addresses that the entry is about. */
  ranges(entry: DebugEntry): readonly AddressRange[] {
    const offset = this.#rangesOffset(entry)
    if (offset !== null) {
      const base = this.number(this.#root, LOW_PC) ?? 0
      const address = (index: number) =>
        this.#entryOf('.debug_addr', ADDR_BASE, index, this.#format.addressSize)
      return readRanges(this.#sections, { ...this.#format, offset, base, address })
    }
    const start = this.number(entry, LOW_PC)
    const high = this.number(entry, HIGH_PC)
    if (start === null || high === null) return []
    // A plain number is a length.
    const { form, value } = entry.attributes.get(HIGH_PC) ?? {}
    const isAddress = form === FORM.addr || typeof value === 'object'
    return [{ start, end: isAddress ? high : start + high }]
  }

  #rangesOffset(entry: DebugEntry): number | null {
    const index = indexOf(entry.attributes.get(RANGES)?.value, 'ranges')
    if (index === null) return this.number(entry, RANGES)
    const base = this.number(this.#root, RNGLISTS_BASE) ?? 0
    return base + this.#entryOf('.debug_rnglists', RNGLISTS_BASE, index, this.#format.offsetSize)
  }

  #entryOf(section: string, baseAttribute: number, index: number, size: number): number {
    const base = this.number(this.#root, baseAttribute) ?? 0
    return new ByteReader(this.#sections.of(section), base + index * size).unsigned(size)
  }
}

function indexOf(value: FormValue | undefined, of: 'strings' | 'addresses' | 'ranges'): number | null {
  return typeof value === 'object' && value !== null && 'of' in value && value.of === of ? value.index : null
}

const LOW_PC = 0x11
const HIGH_PC = 0x12
const RANGES = 0x55
const STR_OFFSETS_BASE = 0x72
const ADDR_BASE = 0x73
const RNGLISTS_BASE = 0x74
