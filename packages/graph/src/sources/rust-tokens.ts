/** One token of Rust source, as coarse as finding modules and file macros allows. */
export interface RustToken {
  readonly kind: 'word' | 'string' | 'mark'
  /** The word without `r#`, the string's value with its escapes resolved, or one of `{}()[];!#,$=`. */
  readonly text: string
  /** Where it begins in the source. */
  readonly at: number
}

// In this order: comments, raw strings, strings, characters, lifetimes, words, marks. Everything else is skipped.
const TOKEN =
  /\/\/[^\n]*|\/\*|(?:[bc]?r)(#*)"|[bc]?"|b?'(?:\\(?:u\{[^}]*\}|x..|[^ux])|[^\\'\n])'|'[\w\u0080-\uffff]+|(?:r#)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|[{}()[\];!#,$=]/g

/** The tokens of `text` in order, comments, numbers, characters and most punctuation left out. Never throws. */
export function rustTokens(text: string): RustToken[] {
  const tokens: RustToken[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const found = match[0]
    const first = found.charCodeAt(0)
    const at = match.index
    if (found === '/*') TOKEN.lastIndex = endOfBlockComment(text, TOKEN.lastIndex)
    else if (first === SLASH || first === QUOTE_MARK || found.startsWith("b'")) continue
    else if (match[1] !== undefined) {
      const close = `"${match[1]}`
      const end = text.indexOf(close, TOKEN.lastIndex)
      const stop = end === -1 ? text.length : end
      tokens.push({ kind: 'string', text: text.slice(TOKEN.lastIndex, stop), at })
      TOKEN.lastIndex = Math.min(text.length, stop + close.length)
    } else if (found.endsWith('"')) {
      const start = TOKEN.lastIndex
      const end = endOfString(text, start)
      tokens.push({ kind: 'string', text: unescaped(text.slice(start, end)), at })
      TOKEN.lastIndex = Math.min(text.length, end + 1)
    } else if (found.length === 1 && MARKS.has(found)) tokens.push({ kind: 'mark', text: found, at })
    else tokens.push({ kind: 'word', text: found.startsWith('r#') ? found.slice(2) : found, at })
  }
  return tokens
}

const SLASH = 47
const QUOTE_MARK = 39
const BACKSLASH = 92
const MARKS = new Set('{}()[];!#,$=')

function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (quote - backslashes > from && text.charCodeAt(quote - backslashes - 1) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return quote
  }
  return text.length
}

// Block comments nest in Rust.
function endOfBlockComment(text: string, from: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = from
  let depth = 1
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return text.length
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' }

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:u\{([0-9a-fA-F_]+)\}|x([0-9a-fA-F]{2})|\r?\n\s*|([\s\S]))/g,
    (_, wide?: string, narrow?: string, simple?: string) => {
      const code = wide?.replaceAll('_', '') ?? narrow
      if (code !== undefined) {
        const point = Number.parseInt(code, 16)
        return point <= 0x10ffff ? String.fromCodePoint(point) : ''
      }
      return simple === undefined ? '' : (SIMPLE[simple] ?? simple)
    },
  )
}

/** What opens a group of tokens. */
export const OPENING: ReadonlySet<string> = new Set('([{')
const CLOSING: ReadonlySet<string> = new Set(')]}')

/** For each opening bracket the index of its closing one, where there is one. */
export function closersOf(tokens: readonly RustToken[]): Map<number, number> {
  const closers = new Map<number, number>()
  const open: number[] = []
  tokens.forEach((token, index) => {
    if (token.kind !== 'mark') return
    if (OPENING.has(token.text)) open.push(index)
    else if (CLOSING.has(token.text)) {
      const opening = open.pop()
      if (opening !== undefined) closers.set(opening, index)
    }
  })
  return closers
}
