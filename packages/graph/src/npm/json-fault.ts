/** Where a JSON text stops being JSON: the 1-based line and what was found there. Null when the text is sound. */
export function findJsonFault(text: string): { line: number; found: string } | null {
  const position = faultPosition(text)
  if (position === null) return null
  const line = text.slice(0, position).split('\n').length
  return { line, found: describe(text, position) }
}

function describe(text: string, position: number): string {
  if (position >= text.length) return 'the end of the file'
  const rest = text.slice(position, position + 40).split('\n')[0] ?? ''
  return JSON.stringify(rest.trim())
}

const SCALAR =
  /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const STRING = /"(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const SPACE = /[ \t\r\n]*/y

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

/** Walks the text with an explicit stack, so that deep nesting cannot overflow. */
function faultPosition(text: string): number | null {
  const open: ('{' | '[')[] = []
  let expect: Expect = 'value'
  let at = skip(SPACE, text, 0) ?? 0
  for (;;) {
    const character = text[at]
    const inside = open.at(-1)
    if (expect === 'comma-or-end' && inside === undefined) return at >= text.length ? null : at
    if (closes(character, inside) && (expect === 'comma-or-end' || expect.endsWith('-or-end'))) {
      open.pop()
      at += 1
      expect = 'comma-or-end'
    } else if (expect === 'comma-or-end') {
      if (character !== ',') return at
      at += 1
      expect = inside === '{' ? 'key' : 'value'
    } else if (expect === 'key' || expect === 'key-or-end') {
      const next = skip(STRING, text, at)
      if (next === null) return at
      at = next
      expect = 'colon'
    } else if (expect === 'colon') {
      if (character !== ':') return at
      at += 1
      expect = 'value'
    } else if (character === '{' || character === '[') {
      open.push(character)
      at += 1
      expect = character === '{' ? 'key-or-end' : 'value-or-end'
    } else {
      const next = skip(SCALAR, text, at)
      if (next === null) return at
      at = next
      expect = 'comma-or-end'
    }
    at = skip(SPACE, text, at) ?? at
  }
}

function closes(character: string | undefined, inside: '{' | '[' | undefined): boolean {
  return (character === '}' && inside === '{') || (character === ']' && inside === '[')
}

function skip(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}
