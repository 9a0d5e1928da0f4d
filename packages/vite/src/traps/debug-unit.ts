import type { AddressRange } from './address-ranges'
import { ByteReader } from './byte-reader'
import { type Abbreviation, type DebugEntry, parseAbbreviations, readEntry } from './debug-entry'
import type { DebugSections, FormContext } from './debug-forms'
import { readUnitLength } from './line-table'
import { UnitValues } from './unit-values'

/** A function, or the place where one was inlined into another. */
export interface DebugScope {
  readonly isInlined: boolean
  readonly ranges: readonly AddressRange[]
  /** Where an inlined function was called; the number of the file is that of the unit's line table. */
  readonly call: { readonly file: number; readonly line: number; readonly column: number }
  /** Where the unit describes the inlined function. */
  readonly origin: number | null
}

/** A compilation unit of `.debug_info`, DWARF 2 to 5. */
export class DebugUnit {
  /** Where its table is in `.debug_line`. */
  readonly lineTable: number | null
  /** What relative paths of its files are relative to. */
  readonly dir: string
  readonly #sections: DebugSections
  readonly #start: number
  readonly #end: number
  readonly #rootAt: number
  readonly #format: FormContext
  readonly #abbreviations: ReadonlyMap<number, Abbreviation>
  readonly #values: UnitValues
  #scopes: readonly DebugScope[] | null = null

  private constructor(sections: DebugSections, start: number) {
    const reader = new ByteReader(sections.of('.debug_info'), start)
    const { length, offsetSize } = readUnitLength(reader)
    this.#sections = sections
    this.#start = start
    this.#end = reader.offset + length
    const version = reader.u16()
    const type = version >= 5 ? reader.u8() : COMPILE_UNIT
    const sizeBefore = version >= 5 ? reader.u8() : null
    this.#abbreviations = parseAbbreviations(sections.of('.debug_abbrev'), reader.unsigned(offsetSize))
    this.#format = { version, offsetSize, addressSize: sizeBefore ?? reader.u8() }
    if (type === SKELETON_UNIT || type === SPLIT_COMPILE_UNIT) reader.skip(8)
    if (type === TYPE_UNIT || type === SPLIT_TYPE_UNIT) reader.skip(8 + offsetSize)
    this.#rootAt = reader.offset
    const root = this.#read(reader)
    this.#values = new UnitValues(sections, { format: this.#format, start, root })
    this.lineTable = this.#values.number(root, STMT_LIST)
    this.dir = this.#values.string(root, COMP_DIR) ?? ''
  }

  static parseAll(sections: DebugSections): DebugUnit[] {
    const units: DebugUnit[] = []
    const { length } = sections.of('.debug_info')
    for (let offset = 0; offset < length; ) {
      const unit = new DebugUnit(sections, offset)
      units.push(unit)
      offset = unit.#end
    }
    return units
  }

  /** Those around the address, outermost first. */
  scopesAt(address: number): DebugScope[] {
    this.#scopes ??= this.#readScopes()
    return this.#scopes.filter(({ ranges }) =>
      ranges.some(({ start, end }) => start <= address && address < end),
    )
  }

  /** The name of the function that is described there, without the modules it is in. */
  nameAt(offset: number): string | null {
    if (offset <= this.#start || offset >= this.#end) return null
    const entry = this.#read(this.#reader(offset))
    const declaration = this.#values.number(entry, SPECIFICATION)
    // A method is declared, with its name, in its type, before it is described.
    const isBefore = declaration !== null && declaration < offset
    return this.#values.string(entry, NAME) ?? (isBefore ? this.nameAt(declaration) : null)
  }

  /** Entries follow each other so that what lies in another comes after it. */
  #readScopes(): DebugScope[] {
    const scopes: DebugScope[] = []
    const reader = this.#reader(this.#rootAt)
    while (reader.offset < this.#end) {
      const entry = this.#read(reader)
      if (entry === null || (entry.tag !== SUBPROGRAM && entry.tag !== INLINED_SUBROUTINE)) continue
      const ranges = this.#values.ranges(entry)
      if (ranges.length === 0) continue
      const number = (attribute: number) => this.#values.number(entry, attribute) ?? 0
      scopes.push({
        isInlined: entry.tag === INLINED_SUBROUTINE,
        ranges,
        call: { file: number(CALL_FILE), line: number(CALL_LINE), column: number(CALL_COLUMN) },
        origin: this.#values.number(entry, ABSTRACT_ORIGIN),
      })
    }
    return scopes
  }

  #read(reader: ByteReader): DebugEntry | null {
    return readEntry(reader, this.#abbreviations, this.#format)
  }

  #reader(offset: number): ByteReader {
    return new ByteReader(this.#sections.of('.debug_info'), offset)
  }
}

const COMPILE_UNIT = 1
const TYPE_UNIT = 2
const SKELETON_UNIT = 4
const SPLIT_COMPILE_UNIT = 5
const SPLIT_TYPE_UNIT = 6
const SUBPROGRAM = 0x2e
const INLINED_SUBROUTINE = 0x1d
const NAME = 0x03
const STMT_LIST = 0x10
const COMP_DIR = 0x1b
const ABSTRACT_ORIGIN = 0x31
const SPECIFICATION = 0x47
const CALL_COLUMN = 0x57
const CALL_FILE = 0x58
const CALL_LINE = 0x59
