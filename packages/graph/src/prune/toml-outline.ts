import { parse } from 'smol-toml'

/** A part of a text, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A table header or a `key = value` of a TOML text. */
export interface TomlStatement extends Span {
  readonly kind: 'header' | 'entry'
  /** From the root of the document: an entry's path begins with that of its table. */
  readonly path: readonly string[]
  /** The value of an entry; empty for a header. */
  readonly value: Span
}

/** An item of an inline table. */
export interface TomlItem extends Span {
  readonly path: readonly string[]
  readonly value: Span
}

/**
 * Where each statement of a valid TOML text stands, in order, with the comment lines right above it and the rest of its
 * last line.
 */
export function outlineToml(text: string): TomlStatement[] {
  const statements: TomlStatement[] = []
  let table: readonly string[] = []
  let start: number | null = null
  for (let at = 0; at < text.length; ) {
    const first = skipBlanks(text, at)
    const character = text[first]
    if (character === undefined) break
    if (character === '\n' || character === '\r') {
      start = null
      at = afterLine(text, first)
    } else if (character === '#') {
      start ??= at
      at = afterLine(text, first)
    } else if (character === '[') {
      const array = text[first + 1] === '['
      table = keysAt(text, first + (array ? 2 : 1)).path
      at = afterLine(text, first)
      statements.push({
        kind: 'header',
        path: table,
        value: { start: at, end: at },
        start: start ?? first,
        end: at,
      })
      start = null
    } else {
      const item = itemAt(text, first)
      at = afterLine(text, item.end)
      statements.push({
        kind: 'entry',
        path: [...table, ...item.path],
        value: item.value,
        start: start ?? first,
        end: at,
      })
      start = null
    }
  }
  return statements
}

/** The items of the inline table at `span`, or undefined when another kind of value stands there. */
export function outlineInlineTable(text: string, span: Span): TomlItem[] | undefined {
  if (text[span.start] !== '{') return undefined
  const items: TomlItem[] = []
  for (let at = skipFiller(text, span.start + 1); at < span.end && text[at] !== '}'; ) {
    const item = itemAt(text, at)
    items.push(item)
    at = skipFiller(text, item.end)
    if (text[at] === ',') at = skipFiller(text, at + 1)
  }
  return items
}

function itemAt(text: string, start: number): TomlItem {
  const keys = keysAt(text, start)
  const valueStart = skipBlanks(text, keys.end + 1)
  const end = afterValue(text, valueStart)
  return { path: keys.path, value: { start: valueStart, end }, start, end }
}

/** A possibly dotted key, and where the character stands that follows it. */
function keysAt(text: string, start: number): { readonly path: string[]; readonly end: number } {
  const path: string[] = []
  for (let at = skipBlanks(text, start); ; at = skipBlanks(text, at + 1)) {
    const quote = text[at]
    if (quote === '"' || quote === "'") {
      const end = afterString(text, at)
      path.push(unquoted(text.slice(at, end)))
      at = end
    } else {
      const end = at + (/^[^\s=.\]]*/.exec(text.slice(at, at + 1024))?.[0].length ?? 0)
      path.push(text.slice(at, end))
      at = end
    }
    at = skipBlanks(text, at)
    if (text[at] !== '.') return { path, end: at }
  }
}

function unquoted(key: string): string {
  return Object.keys(parse(`${key} = 0`))[0] ?? ''
}

function afterValue(text: string, start: number): number {
  const first = text[start]
  if (first === '"' || first === "'") return afterString(text, start)
  if (first !== '[' && first !== '{')
    return start + (/^[^,\]}#\r\n]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0)
  let depth = 0
  for (let at = start; at < text.length; ) {
    const character = text[at]
    if (character === '"' || character === "'") {
      at = afterString(text, at)
      continue
    }
    if (character === '#') {
      at = afterLine(text, at)
      continue
    }
    if (character === '[' || character === '{') depth++
    if (character === ']' || character === '}') depth--
    at++
    if (depth === 0) return at
  }
  return text.length
}

function afterString(text: string, start: number): number {
  const quote = text[start] ?? ''
  const multiline = text.startsWith(quote.repeat(3), start)
  const close = multiline ? quote.repeat(3) : quote
  let at = start + close.length
  while (at < text.length && !text.startsWith(close, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1
  at += close.length
  // Up to two quotes may stand right before the closing three.
  while (multiline && text[at] === quote) at++
  return at
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}

/** Blanks, line ends and comments, as they may stand between the items of an inline table. */
function skipFiller(text: string, start: number): number {
  let at = start
  for (;;) {
    if (text[at] === '#') at = afterLine(text, at)
    else if (/\s/.test(text[at] ?? '')) at++
    else return at
  }
}

function afterLine(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end + 1
}
