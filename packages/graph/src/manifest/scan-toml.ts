/** Where the tables and values of a TOML document stand in its text. Positions are those of JavaScript strings. */
export interface TomlPlaces {
  readonly tables: readonly TomlHeader[]
  readonly values: readonly TomlValue[]
}

export interface TomlHeader {
  /** Dotted, without spaces and quotes: `workspace.package`. */
  readonly key: string
  /** The end of its line. */
  readonly end: number
}

export interface TomlValue {
  /** With the table's before it. */
  readonly key: string
  readonly start: number
  readonly end: number
  /** What an array holds last; null for another value. */
  readonly array: { readonly lastItem: Span | null; readonly comma: number | null } | null
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Finds the places in a sound document; of one that is not, whatever looks like it. Never fails. */
export function scanToml(text: string): TomlPlaces {
  const tables: TomlHeader[] = []
  const values: TomlValue[] = []
  let table = ''
  for (let at = 0; at < text.length; ) {
    at = skip(text, at, /(?:\s|#[^\n]*(?![^\n]))*/y)
    if (at >= text.length) break
    if (text[at] === '[') {
      const end = skip(text, at, /\[+(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^\]\n"'])*\]*/y)
      table = plainKey(text.slice(at, end).replace(/^\[\[?|\]\]?$/g, ''))
      at = skip(text, end, /[^\r\n]*/y)
      tables.push({ key: table, end: at })
      continue
    }
    const keyEnd = skip(text, at, /(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^=\n"'])*/y)
    const key = plainKey(text.slice(at, keyEnd))
    const start = skip(text, keyEnd, /=?[ \t]*/y)
    const value = scanValue(text, start)
    values.push({ key: table === '' ? key : `${table}.${key}`, start, ...value })
    at = Math.max(value.end, at + 1)
  }
  return { tables, values }
}

/** Up to the end of its line, or of the line in which its brackets are closed. */
function scanValue(text: string, start: number): Pick<TomlValue, 'end' | 'array'> {
  let depth = 0
  let lastItem: Span | null = null
  let comma: number | null = null
  let at = start
  for (let end = at; at < text.length; at = end) {
    const character = text.charAt(at)
    end = tokenEnd(text, at)
    if (character === '#' || /\s/.test(character)) {
      if (depth === 0 && (character === '\n' || character === '#')) break
      continue
    }
    if ('[{'.includes(character)) depth += 1
    else if (']}'.includes(character)) depth -= 1
    if (depth === 0) {
      at = end
      break
    }
    if (depth !== 1 || character === ']' || character === '}' || at === start) continue
    if (character === ',') comma = at
    else [lastItem, comma] = [{ start: at, end }, null]
  }
  return { end: at, array: text[start] === '[' ? { lastItem, comma } : null }
}

function tokenEnd(text: string, at: number): number {
  const token =
    /"""[\s\S]*?(?<!\\)"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#.*|[^\s[\]{},#"']+|[\s\S]/y
  return skip(text, at, token)
}

function skip(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function plainKey(written: string): string {
  return written.replace(/[\s"']/g, '')
}
