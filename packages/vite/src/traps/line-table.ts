import { ByteReader } from './byte-reader'
import { type DebugSections, type FormContext, readForm } from './debug-forms'

/** The lines of one compilation unit: a program that yields them, and the files they are in. */
export interface LineTable {
  /** Of the table in `.debug_line`: what a unit's `DW_AT_stmt_list` names. */
  readonly offset: number
  readonly end: number
  /** Paths as rustc wrote them, by the numbers that rows have; relative to the unit's directory unless absolute. */
  readonly files: ReadonlyMap<number, string>
  readonly program: LineProgram
}

interface LineProgram {
  readonly start: number
  readonly lineBase: number
  readonly lineRange: number
  readonly opcodeBase: number
  readonly operandCounts: readonly number[]
}

export interface LineRow {
  readonly address: number
  readonly file: number
  /** 0 where the compiler names none. */
  readonly line: number
  readonly column: number
  /** It gives the first address behind a sequence of rows, and no place. */
  readonly isEnd: boolean
}

/** All tables of `.debug_line`, DWARF 2 to 5. */
export function parseLineTables(sections: DebugSections): LineTable[] {
  const tables: LineTable[] = []
  const section = sections.of('.debug_line')
  for (let offset = 0; offset < section.length; offset = tables.at(-1)?.end ?? section.length) {
    tables.push(parseLineTable(sections, offset))
  }
  return tables
}

function parseLineTable(sections: DebugSections, offset: number): LineTable {
  const reader = new ByteReader(sections.of('.debug_line'), offset)
  const { length, offsetSize } = readUnitLength(reader)
  const end = reader.offset + length
  const version = reader.u16()
  const addressSize = version >= 5 ? reader.u8() : 4
  if (version >= 5) reader.skip(1)
  const headerLength = reader.unsigned(offsetSize)
  const start = reader.offset + headerLength
  // How long an instruction is at least, how many operations it has at most (one each), and whether rows are statements.
  reader.skip(version >= 4 ? 3 : 2)
  const lineBase = reader.i8()
  const lineRange = reader.u8()
  const opcodeBase = reader.u8()
  const operandCounts = Array.from({ length: opcodeBase - 1 }, () => reader.u8())
  const format = { version, offsetSize, addressSize }
  const files = version >= 5 ? readFiles(reader, sections, format) : readOldFiles(reader)
  const program = { start, lineBase, lineRange, opcodeBase, operandCounts }
  return { offset, end, files, program }
}

/** How long a unit is, and how many bytes the offsets in it have. */
export function readUnitLength(reader: ByteReader): { length: number; offsetSize: 4 | 8 } {
  const length = reader.u32()
  return length === 0xffffffff ? { length: reader.u64(), offsetSize: 8 } : { length, offsetSize: 4 }
}

/** Up to DWARF 4 directory 0 is the unit's own and not listed, and files count from 1. */
function readOldFiles(reader: ByteReader): Map<number, string> {
  const dirs = ['']
  for (let dir = reader.cstring(); dir !== ''; dir = reader.cstring()) dirs.push(dir)
  const files = new Map<number, string>()
  for (let name = reader.cstring(); name !== ''; name = reader.cstring()) {
    files.set(files.size + 1, joinPath(dirs[reader.uleb()], name))
    reader.uleb()
    reader.uleb()
  }
  return files
}

function readFiles(reader: ByteReader, sections: DebugSections, format: FormContext): Map<number, string> {
  const readEntries = () => {
    const fields = Array.from({ length: reader.u8() }, () => [reader.uleb(), reader.uleb()] as const)
    return Array.from({ length: reader.uleb() }, () => {
      let path = ''
      let dir = 0
      for (const [content, form] of fields) {
        const value = readForm(reader, form, format)
        if (content === CONTENT_PATH) path = sections.string(value) ?? ''
        if (content === CONTENT_DIRECTORY && typeof value === 'number') dir = value
      }
      return { path, dir }
    })
  }
  const dirs = readEntries()
  return new Map(readEntries().map(({ path, dir }, index) => [index, joinPath(dirs[dir]?.path, path)]))
}

/** The rows in the program's order; sequences are in any order, addresses within one ascend. */
function* lineRows(sections: DebugSections, { end, program }: LineTable): Generator<LineRow> {
  const { lineBase, lineRange, opcodeBase, operandCounts } = program
  const reader = new ByteReader(sections.of('.debug_line'), program.start)
  let state = FIRST
  const advance = (bytes: number) => state.address + bytes
  while (reader.offset < end) {
    const opcode = reader.u8()
    if (opcode >= opcodeBase) {
      const special = opcode - opcodeBase
      const address = advance(Math.floor(special / lineRange))
      state = { ...state, address, line: state.line + lineBase + (special % lineRange) }
      yield state
      continue
    }
    switch (opcode) {
      case 0: {
        const length = reader.uleb()
        const next = reader.offset + length
        const extended = reader.u8()
        if (extended === END_SEQUENCE) {
          yield { ...state, isEnd: true }
          state = FIRST
        } else if (extended === SET_ADDRESS) state = { ...state, address: reader.unsigned(length - 1) }
        reader.offset = next
        break
      }
      case COPY:
        yield state
        break
      case ADVANCE_PC:
        state = { ...state, address: advance(reader.uleb()) }
        break
      case ADVANCE_LINE:
        state = { ...state, line: state.line + reader.sleb() }
        break
      case SET_FILE:
        state = { ...state, file: reader.uleb() }
        break
      case SET_COLUMN:
        state = { ...state, column: reader.uleb() }
        break
      case CONST_ADD_PC:
        state = { ...state, address: advance(Math.floor((255 - opcodeBase) / lineRange)) }
        break
      case FIXED_ADVANCE_PC:
        state = { ...state, address: state.address + reader.u16() }
        break
      default:
        // Marks that name no place, and what later versions may add.
        for (let count = operandCounts[opcode - 1] ?? 0; count > 0; count -= 1) reader.uleb()
    }
  }
}

/** Rows without a gap between their addresses: those of one function. The last row is where it ends. */
export function* lineSequences(sections: DebugSections, table: LineTable): Generator<readonly LineRow[]> {
  let rows: LineRow[] = []
  for (const row of lineRows(sections, table)) {
    rows.push(row)
    if (!row.isEnd) continue
    yield rows
    rows = []
  }
}

function joinPath(dir: string | undefined, name: string): string {
  return dir === undefined || dir === '' || name.startsWith('/') ? name : `${dir}/${name}`
}

const FIRST: LineRow = { address: 0, file: 1, line: 1, column: 0, isEnd: false }

const CONTENT_PATH = 1
const CONTENT_DIRECTORY = 2
const END_SEQUENCE = 1
const SET_ADDRESS = 2
const COPY = 1
const ADVANCE_PC = 2
const ADVANCE_LINE = 3
const SET_FILE = 4
const SET_COLUMN = 5
const CONST_ADD_PC = 8
const FIXED_ADVANCE_PC = 9
