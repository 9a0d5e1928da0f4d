import { DEEPEST_JSON, isDeepJson } from '@nx-crane/graph'
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'

export interface ParsedJsonc {
  /** As far as it could be made out; undefined where nothing could. */
  readonly value: unknown
  /** The first thing that is wrong, with its line; null where nothing is. */
  readonly fault: { readonly line: number; readonly message: string } | null
}

/** Nobody writes that much by hand, and the parser takes a second for it. */
const LARGEST = 1024 * 1024

/** A JSON document that may hold comments and trailing commas, as nx.json, project.json and tsconfig.json do. */
export function parseJsonc(text: string): ParsedJsonc {
  const plain = text.replace(/^\uFEFF/, '')
  if (plain.length > LARGEST) {
    const message = `it is ${(plain.length / LARGEST).toFixed(1)} MiB large; the limit is 1 MiB`
    return { value: undefined, fault: { line: 1, message } }
  }
  if (isDeepJson(plain)) {
    const message = `it nests its values more than ${DEEPEST_JSON} levels deep`
    return { value: undefined, fault: { line: 1, message } }
  }
  const errors: ParseError[] = []
  const value: unknown = parse(plain, errors, { allowTrailingComma: true })
  const [first] = errors
  if (!first) return { value, fault: null }
  const line = plain.slice(0, first.offset).split('\n').length
  return { value, fault: { line, message: printParseErrorCode(first.error) } }
}
