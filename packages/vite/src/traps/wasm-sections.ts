import { ByteReader } from './byte-reader'

export interface WasmSections {
  /** The functions' code, and where it begins in the module; addresses in debug information count from there. */
  readonly code: { readonly start: number; readonly bytes: Uint8Array }
  /** Custom sections by name. */
  readonly custom: ReadonlyMap<string, Uint8Array>
}

export function parseSections(module: Uint8Array): WasmSections {
  const reader = new ByteReader(module, MAGIC_AND_VERSION)
  const custom = new Map<string, Uint8Array>()
  let code: WasmSections['code'] = { start: 0, bytes: new Uint8Array() }
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const length = reader.uleb()
    const start = reader.offset
    const bytes = reader.bytes(length)
    if (id === CODE) code = { start, bytes }
    if (id !== CUSTOM) continue
    const content = new ByteReader(bytes)
    const name = UTF8.decode(content.bytes(content.uleb()))
    custom.set(name, bytes.subarray(content.offset))
  }
  return { code, custom }
}

/** The names of functions by index. */
export function parseFunctionNames({ custom }: WasmSections): Map<number, string> {
  const reader = new ByteReader(custom.get('name') ?? new Uint8Array())
  const names = new Map<number, string>()
  while (!reader.isAtEnd) {
    const id = reader.u8()
    const end = reader.uleb() + reader.offset
    if (id === FUNCTION_NAMES) {
      for (let count = reader.uleb(); count > 0; count -= 1) {
        const index = reader.uleb()
        names.set(index, UTF8.decode(reader.bytes(reader.uleb())))
      }
    }
    reader.offset = end
  }
  return names
}

const MAGIC_AND_VERSION = 8
const CUSTOM = 0
const CODE = 10
const FUNCTION_NAMES = 1
const UTF8 = new TextDecoder()
