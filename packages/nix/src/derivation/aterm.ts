import { malformedDerivation } from './malformed-derivation'

/** What the fields of a derivation are made of: strings, lists in brackets, tuples in parentheses. */
export type Term = string | TermList
export interface TermList {
  readonly brackets: '[]' | '()'
  readonly items: readonly Term[]
}

/** Reads the tuple that `text` is from `start` to its end. Spaces, which Nix never writes, are refused. */
export function parseTuple(text: string, start: number): TermList {
  const open: { brackets: '[]' | '()'; items: Term[] }[] = []
  let at = start
  for (;;) {
    let term: Term
    const character = text[at]
    if (character === '"') [term, at] = parseString(text, at)
    else if (character === '[' || character === '(') {
      open.push({ brackets: character === '[' ? '[]' : '()', items: [] })
      at++
      if (text[at] !== open.at(-1)?.brackets[1]) continue
      ;[term, at] = [closed(open), at + 1]
    } else throw malformedDerivation(text, at, 'a string, "[" or "("')

    // A term may be the last of its list, and that list the last of the next.
    for (;;) {
      const parent = open.at(-1)
      if (!parent) return end(text, at, term)
      parent.items.push(term)
      if (text[at] === ',') break
      if (text[at] !== parent.brackets[1])
        throw malformedDerivation(text, at, `"," or "${parent.brackets[1]}"`)
      ;[term, at] = [closed(open), at + 1]
    }
    at++
  }
}

function closed(open: TermList[]): TermList {
  return open.pop() ?? { brackets: '()', items: [] }
}

function end(text: string, at: number, term: Term): TermList {
  if (typeof term === 'string' || term.brackets !== '()')
    throw malformedDerivation(text, at, 'a "(" at the start')
  if (at !== text.length) throw malformedDerivation(text, at, 'the end')
  return term
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function parseString(text: string, start: number): [string, number] {
  const plain = /[^"\\]*/y
  let value = ''
  for (let at = start + 1; ; ) {
    plain.lastIndex = at
    const run = plain.exec(text)?.[0] ?? ''
    value += run
    at += run.length
    if (text[at] === '"') return [value, at + 1]
    const escaped = text[at + 1]
    if (escaped === undefined) throw malformedDerivation(text, text.length, 'the end of a string')
    value += ESCAPED[escaped] ?? escaped
    at += 2
  }
}
