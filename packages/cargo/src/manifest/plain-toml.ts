import type { TomlTable } from './toml-table'

type Table = Record<string, unknown>

/**
 * The tables of a TOML text written the way nearly all manifests are: plain keys, strings without escapes, whole
 * numbers, booleans, arrays and inline tables. Undefined for any other text, valid or not: the full parser decides.
 * It exists because parsing takes most of the time it takes to read a thousand crates, and this takes a third of it.
 */
export function parsePlainToml(text: string): TomlTable | undefined {
  if (UNUSUAL.test(text)) return undefined
  try {
    return new PlainToml(text).document()
  } catch (error) {
    if (error === NOT_PLAIN) return undefined
    throw error
  }
}

/** Carriage returns, control characters, escapes and multi-line strings. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f\\\ufeff\ufffd\ud800-\udfff]|"""|'''/

const NOT_PLAIN = Symbol('not plain TOML')

/** Brackets within brackets; a manifest has three or four. */
const DEEPEST = 50

const TAB = 9
const NEWLINE = 10
const SPACE = 32
const QUOTE = 34
const HASH = 35
const APOSTROPHE = 39
const COMMA = 44
const DOT = 46
const EQUALS = 61
const OPEN = 91
const CLOSE = 93
const OPEN_TABLE = 123
const CLOSE_TABLE = 125

class PlainToml {
  readonly #text: string
  #at = 0
  #depth = 0
  readonly #root: Table = {}
  /** Tables that had their header. */
  readonly #closed = new Set<object>()
  /** Tables written as values or by dotted keys, which no header may add to. */
  readonly #written = new Set<object>()
  /** Tables that dotted keys began, and the table in which these keys stand: only it may add to them. */
  readonly #dotted = new Map<object, Table>()
  readonly #arraysOfTables = new Set<object>()

  constructor(text: string) {
    this.#text = text
  }

  document(): TomlTable {
    let table = this.#root
    for (;;) {
      const code = this.#skipBlank()
      if (Number.isNaN(code)) return this.#root
      if (code === OPEN) table = this.#header()
      else this.#assignment(table)
      this.#endOfLine()
    }
  }

  #header(): Table {
    const isArray = this.#text.charCodeAt(this.#at + 1) === OPEN
    this.#at += isArray ? 2 : 1
    const keys = this.#keys(CLOSE)
    this.#expect(CLOSE)
    if (isArray) this.#expect(CLOSE)
    const last = keys.pop() ?? ''
    let table = this.#root
    for (const key of keys) table = this.#enter(table, key)
    return isArray ? this.#appendTable(table, last) : this.#openTable(table, last)
  }

  /** A table on the way to the one that a header names; the last of an array of tables. */
  #enter(table: Table, key: string): Table {
    const existing = table[key]
    if (existing === undefined) {
      const created: Table = {}
      table[key] = created
      return created
    }
    if (typeof existing !== 'object' || existing === null) throw NOT_PLAIN
    if (this.#arraysOfTables.has(existing)) return (existing as Table[]).at(-1) ?? {}
    if (Array.isArray(existing) || this.#written.has(existing)) throw NOT_PLAIN
    return existing as Table
  }

  #openTable(parent: Table, key: string): Table {
    const existing = parent[key]
    if (existing !== undefined && (typeof existing !== 'object' || existing === null)) throw NOT_PLAIN
    if (existing && (Array.isArray(existing) || this.#closed.has(existing) || this.#written.has(existing)))
      throw NOT_PLAIN
    const table = (existing as Table | undefined) ?? {}
    parent[key] = table
    this.#closed.add(table)
    return table
  }

  #appendTable(parent: Table, key: string): Table {
    const existing = parent[key]
    const table: Table = {}
    this.#closed.add(table)
    if (existing === undefined) {
      const array = [table]
      parent[key] = array
      this.#arraysOfTables.add(array)
    } else {
      if (typeof existing !== 'object' || existing === null || !this.#arraysOfTables.has(existing))
        throw NOT_PLAIN
      ;(existing as Table[]).push(table)
    }
    return table
  }

  #assignment(table: Table): void {
    const keys = this.#keys(EQUALS)
    this.#expect(EQUALS)
    this.#skipSpace()
    const last = keys.pop() ?? ''
    let target = table
    for (const key of keys) {
      const existing = target[key]
      if (existing === undefined) {
        const created: Table = {}
        this.#written.add(created)
        this.#dotted.set(created, table)
        target[key] = created
        target = created
      } else {
        if (typeof existing !== 'object' || existing === null || this.#dotted.get(existing) !== table)
          throw NOT_PLAIN
        target = existing as Table
      }
    }
    if (target[last] !== undefined) throw NOT_PLAIN
    target[last] = this.#value()
  }

  /** Dotted keys up to the character `end`, which is not consumed. */
  #keys(end: number): string[] {
    const keys: string[] = []
    for (;;) {
      this.#skipSpace()
      keys.push(this.#key())
      this.#skipSpace()
      const code = this.#text.charCodeAt(this.#at)
      if (code === end) return keys
      if (code !== DOT) throw NOT_PLAIN
      this.#at++
    }
  }

  #key(): string {
    const code = this.#text.charCodeAt(this.#at)
    const key = code === QUOTE || code === APOSTROPHE ? this.#string(code) : this.#bareKey()
    // Every object has these names already.
    if (key in this.#root && !Object.hasOwn(this.#root, key)) throw NOT_PLAIN
    return key
  }

  #bareKey(): string {
    const start = this.#at
    while (isBare(this.#text.charCodeAt(this.#at))) this.#at++
    if (this.#at === start) throw NOT_PLAIN
    return this.#text.slice(start, this.#at)
  }

  #value(): unknown {
    const code = this.#text.charCodeAt(this.#at)
    if (code === QUOTE || code === APOSTROPHE) return this.#string(code)
    if (code === OPEN) return this.#array()
    if (code === OPEN_TABLE) return this.#inlineTable()
    const word = this.#bareKey()
    if (word === 'true') return true
    if (word === 'false') return false
    const isPlainNumber = /^(?:0|[1-9]\d{0,14})$/.test(word) && !FRACTION.has(this.#text.charCodeAt(this.#at))
    if (!isPlainNumber) throw NOT_PLAIN
    return Number(word)
  }

  #string(quote: number): string {
    const end = this.#text.indexOf(quote === QUOTE ? '"' : "'", this.#at + 1)
    if (end < 0) throw NOT_PLAIN
    const value = this.#text.slice(this.#at + 1, end)
    if (value.includes('\n')) throw NOT_PLAIN
    this.#at = end + 1
    return value
  }

  #array(): unknown[] {
    const values: unknown[] = []
    this.#open()
    for (;;) {
      if (this.#skipBlank() === CLOSE) break
      values.push(this.#value())
      if (this.#skipBlank() !== COMMA) break
      this.#at++
    }
    this.#close(CLOSE)
    return values
  }

  #inlineTable(): Table {
    const table: Table = {}
    this.#written.add(table)
    this.#open()
    for (;;) {
      if (this.#skipBlank() === CLOSE_TABLE) break
      this.#assignment(table)
      if (this.#skipBlank() !== COMMA) break
      this.#at++
    }
    this.#close(CLOSE_TABLE)
    return table
  }

  #open(): void {
    if (this.#depth++ > DEEPEST) throw NOT_PLAIN
    this.#at++
  }

  #close(bracket: number): void {
    this.#depth--
    this.#expect(bracket)
  }

  #expect(code: number): void {
    if (this.#text.charCodeAt(this.#at) !== code) throw NOT_PLAIN
    this.#at++
  }

  #endOfLine(): void {
    this.#skipSpace()
    const code = this.#text.charCodeAt(this.#at)
    if (code === HASH) this.#skipComment()
    else if (!Number.isNaN(code) && code !== NEWLINE) throw NOT_PLAIN
  }

  #skipSpace(): void {
    for (let code = this.#text.charCodeAt(this.#at); code === SPACE || code === TAB; ) {
      code = this.#text.charCodeAt(++this.#at)
    }
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at)
    this.#at = end < 0 ? this.#text.length : end
  }

  /** Passes spaces, empty lines and comments; the character after them, NaN at the end. */
  #skipBlank(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === HASH) this.#skipComment()
      else if (code === SPACE || code === NEWLINE || code === TAB) this.#at++
      else return code
    }
  }
}

/** What continues a number that is not whole, or a date. */
const FRACTION = new Set([DOT, 58, 43])

function isBare(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95
  )
}
