import { DebugSections } from './debug-forms'
import { type DebugScope, DebugUnit } from './debug-unit'
import { type LineRow, type LineTable, lineSequences, parseLineTables } from './line-table'
import type { WasmSections } from './wasm-sections'

export interface SourcePlace {
  /** As the compiler wrote it; absolute where its directory was known. */
  readonly file: string
  readonly line: number
  /** From 1; 0 where the compiler names none. */
  readonly column: number
  /** Of the function that was inlined and has this place; null in the function that was not. */
  readonly inlined: string | null
}

/**
 * Where the code of a module comes from, by what is known of the module that the compiler wrote. wasm-bindgen puts its
 * functions elsewhere. It moves their lines along, but not the lists of addresses where functions were inlined: those are
 * read in the compiler's module, at the line that corresponds.
 */
export class SourcePlaces {
  readonly #compiled: LinesOfModule
  readonly #kept: LinesOfModule
  readonly #units: ReadonlyMap<number | null, DebugUnit>

  /** @param kept what wasm-bindgen makes of it with `--keep-debug`. Throws a `RangeError` for what is not DWARF. */
  constructor({ compiled, kept }: { readonly compiled: WasmSections; readonly kept: WasmSections }) {
    this.#compiled = new LinesOfModule(compiled)
    this.#kept = new LinesOfModule(kept)
    const units = DebugUnit.parseAll(new DebugSections(compiled.custom))
    this.#units = new Map(units.map((unit) => [unit.lineTable, unit]))
  }

  /**
   * The place of an instruction of the kept module, and then of the calls by which its function was inlined. Empty where
   * none is known for sure.
   *
   * @param address from the start of the code
   */
  at(address: number): SourcePlace[] {
    const found = this.#kept.rowAt(address)
    if (found === null) return []
    const { table, sequence, row } = found
    // Code that has no line, where lines were merged, may have been inlined or not.
    if (sequence.rows[row]?.line === 0) return []
    // Copies of a generic function have the same lines, and then what was inlined is the same too.
    const candidates = this.#compiled.sequencesOf(table).filter(({ text }) => text === sequence.text)
    const answers = candidates.map(({ rows }) => this.#placesOf(table, rows[row]))
    const [first = [], ...others] = answers
    return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : []
  }

  #placesOf(tableNumber: number, row: LineRow | undefined): SourcePlace[] {
    const table = this.#compiled.tables[tableNumber]
    if (!table || !row) return []
    const unit = this.#units.get(table.offset)
    const calls = (unit?.scopesAt(row.address) ?? []).filter(({ isInlined }) => isInlined).reverse()
    // Copies of a generic function differ in what is between the brackets.
    const name = (scope: DebugScope | undefined) =>
      scope ? ((scope.origin === null ? null : unit?.nameAt(scope.origin)) ?? '?').replace(/<.*$/s, '') : null
    return [row, ...calls.map(({ call }) => call)].map(({ file, line, column }, index) => ({
      file: absolutePath(unit?.dir ?? '', table.files.get(file) ?? ''),
      line,
      column,
      inlined: name(calls[index]),
    }))
  }
}

/** The tables of a module; wasm-bindgen keeps their number and order. */
class LinesOfModule {
  readonly tables: readonly LineTable[]
  readonly #sections: DebugSections
  readonly #codeSize: number
  readonly #functions: readonly { readonly table: number; readonly start: number; readonly end: number }[]
  readonly #sequences = new Map<number, readonly LineSequence[]>()

  constructor({ custom, code }: WasmSections) {
    this.#sections = new DebugSections(custom)
    this.#codeSize = code.bytes.length
    this.tables = parseLineTables(this.#sections)
    this.#functions = this.tables.flatMap((table, number) =>
      [...this.#live(table)].map((rows) => ({ table: number, ...extentOf(rows) })),
    )
  }

  /** The numbers of a table and of a row in one of its sequences. */
  rowAt(address: number): { table: number; sequence: LineSequence; row: number } | null {
    const around = this.#functions.filter(({ start, end }) => start <= address && address < end)
    const [found, other] = around
    // There is one function at an address. Where there seem to be two, the lines are not to be trusted.
    if (!found || other) return null
    const { table } = found
    for (const sequence of this.sequencesOf(table)) {
      const row = sequence.rows.findIndex(
        (each, index) => each.address <= address && address < (sequence.rows[index + 1]?.address ?? 0),
      )
      if (row >= 0) return { table, sequence, row }
    }
    return null
  }

  sequencesOf(number: number): readonly LineSequence[] {
    const known = this.#sequences.get(number)
    if (known) return known
    const table = this.tables[number]
    const sequences = table ? [...this.#live(table)].map((rows) => ({ rows, text: textOf(table, rows) })) : []
    this.#sequences.set(number, sequences)
    return sequences
  }

  /** Not those of functions that the linker has dropped. */
  *#live(table: LineTable): Generator<readonly LineRow[]> {
    for (const rows of lineSequences(this.#sections, table)) {
      const { start, end } = extentOf(rows)
      if (start > 0 && end <= this.#codeSize) yield rows
    }
  }
}

interface LineSequence {
  readonly rows: readonly LineRow[]
  /** All of it but the addresses. */
  readonly text: string
}

function extentOf(rows: readonly LineRow[]): { start: number; end: number } {
  return { start: rows[0]?.address ?? 0, end: rows.at(-1)?.address ?? 0 }
}

function textOf({ files }: LineTable, rows: readonly LineRow[]): string {
  return rows.map(({ file, line, column }) => `${files.get(file)}:${line}:${column}`).join('\n')
}

function absolutePath(dir: string, path: string): string {
  const parts = (path.startsWith('/') || dir === '' ? path : `${dir}/${path}`).split('/')
  const kept: string[] = []
  for (const part of parts) {
    if (part === '..' && kept.length > 1) kept.pop()
    else if (part !== '.') kept.push(part)
  }
  return kept.join('/')
}
