import { ByteReader } from './byte-reader'

/** The sections of a module that hold its debug information. */
export class DebugSections {
  readonly #custom: ReadonlyMap<string, Uint8Array>

  constructor(custom: ReadonlyMap<string, Uint8Array>) {
    this.#custom = custom
  }

  /** Empty where the module has none of that name. */
  of(name: string): Uint8Array {
    return this.#custom.get(name) ?? EMPTY
  }

  /** Null where the value is no string. */
  string(value: FormValue | undefined): string | null {
    if (typeof value === 'string') return value
    if (typeof value !== 'object' || value === null || !('in' in value)) return null
    return new ByteReader(this.of(value.in), value.offset).cstring()
  }
}

const EMPTY = new Uint8Array()

/** What the size and meaning of a form depends on. */
export interface FormContext {
  readonly version: number
  readonly offsetSize: 4 | 8
  readonly addressSize: number
}

/** A number, a string or where one is, or a number in a table of the unit's. Null for blocks of bytes. */
export type FormValue =
  | number
  | string
  | { readonly offset: number; readonly in: '.debug_str' | '.debug_line_str' }
  | { readonly index: number; readonly of: 'strings' | 'addresses' | 'ranges' }
  | null

/** The value of an attribute; null for those whose value is a block of bytes. */
export function readForm(reader: ByteReader, form: number, context: FormContext): FormValue {
  const { offsetSize, addressSize, version } = context
  switch (form) {
    case 0x01: // addr
      return reader.unsigned(addressSize)
    case 0x0b: // data1
    case 0x0c: // flag
    case 0x11: // ref1
      return reader.u8()
    case 0x05: // data2
    case 0x12: // ref2
      return reader.u16()
    case 0x06: // data4
    case 0x13: // ref4
    case 0x1c: // ref_sup4
      return reader.u32()
    case 0x07: // data8
    case 0x14: // ref8
    case 0x20: // ref_sig8
    case 0x24: // ref_sup8
      return reader.u64()
    case 0x0d: // sdata
      return reader.sleb()
    case 0x0f: // udata
    case 0x15: // ref_udata
    case 0x22: // loclistx
      return reader.uleb()
    case 0x17: // sec_offset
    case 0x1d: // strp_sup
      return reader.unsigned(offsetSize)
    case 0x10: // ref_addr
      return reader.unsigned(version === 2 ? addressSize : offsetSize)
    case 0x08: // string
      return reader.cstring()
    case 0x0e: // strp
      return { offset: reader.unsigned(offsetSize), in: '.debug_str' }
    case 0x1f: // line_strp
      return { offset: reader.unsigned(offsetSize), in: '.debug_line_str' }
    case 0x1a: // strx
      return { index: reader.uleb(), of: 'strings' }
    case 0x25: // strx1 to strx4
    case 0x26:
    case 0x27:
    case 0x28:
      return { index: reader.unsigned(form - 0x24), of: 'strings' }
    case 0x1b: // addrx
      return { index: reader.uleb(), of: 'addresses' }
    case 0x29: // addrx1 to addrx4
    case 0x2a:
    case 0x2b:
    case 0x2c:
      return { index: reader.unsigned(form - 0x28), of: 'addresses' }
    case 0x23: // rnglistx
      return { index: reader.uleb(), of: 'ranges' }
    case 0x19: // flag_present
      return 1
    case 0x0a: // block1
      return skipBlock(reader, reader.u8())
    case 0x03: // block2
      return skipBlock(reader, reader.u16())
    case 0x04: // block4
      return skipBlock(reader, reader.u32())
    case 0x09: // block
    case 0x18: // exprloc
      return skipBlock(reader, reader.uleb())
    case 0x1e: // data16
      return skipBlock(reader, 16)
    case 0x16: // indirect
      return readForm(reader, reader.uleb(), context)
    default:
      throw new RangeError(`an attribute of the unknown form 0x${form.toString(16)}`)
  }
}

function skipBlock(reader: ByteReader, length: number): null {
  reader.skip(length)
  return null
}
