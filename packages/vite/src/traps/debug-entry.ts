import { ByteReader } from './byte-reader'
import { type FormContext, type FormValue, readForm } from './debug-forms'

/** What the entries of one kind have, as `.debug_abbrev` tells. */
export interface Abbreviation {
  readonly tag: number
  readonly attributes: readonly { readonly name: number; readonly form: number; readonly constant: number }[]
}

export interface DebugEntry {
  readonly tag: number
  readonly attributes: ReadonlyMap<number, { readonly form: number; readonly value: FormValue }>
}

/** By the codes with which the entries of a unit name them. */
export function parseAbbreviations(section: Uint8Array, offset: number): Map<number, Abbreviation> {
  const reader = new ByteReader(section, offset)
  const abbreviations = new Map<number, Abbreviation>()
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    const tag = reader.uleb()
    reader.skip(1)
    const attributes: Abbreviation['attributes'][number][] = []
    for (;;) {
      const name = reader.uleb()
      const form = reader.uleb()
      const constant = form === FORM.implicitConst ? reader.sleb() : 0
      if (name === 0 && form === 0) break
      attributes.push({ name, form, constant })
    }
    abbreviations.set(code, { tag, attributes })
  }
  return abbreviations
}

/** Null for the mark behind the last child of an entry. */
export function readEntry(
  reader: ByteReader,
  abbreviations: ReadonlyMap<number, Abbreviation>,
  format: FormContext,
): DebugEntry | null {
  const code = reader.uleb()
  if (code === 0) return null
  const abbreviation = abbreviations.get(code)
  if (!abbreviation) throw new RangeError(`an entry of the unknown kind ${code}`)
  const { tag } = abbreviation
  const attributes = new Map<number, { form: number; value: FormValue }>()
  for (const { name, form, constant } of abbreviation.attributes) {
    const value = form === FORM.implicitConst ? constant : readForm(reader, form, format)
    attributes.set(name, { form, value })
  }
  return { tag, attributes }
}

export const FORM = { addr: 0x01, ref1: 0x11, refUdata: 0x15, implicitConst: 0x21 } as const
